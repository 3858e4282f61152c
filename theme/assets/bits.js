// Sets of providers by their number, as bits: what filters are worked out with.

/** @param {number} size @returns {Bits} */
export function none(size) {
  return new Uint32Array((size + 31) >>> 5);
}

/** @param {number} size */
export function every(size) {
  const bits = none(size).fill(0xffffffff);
  if (size & 31) bits[bits.length - 1] = 2 ** (size & 31) - 1;
  return bits;
}

/** The first so many. @param {number} number @param {number} size */
export function first(number, size) {
  const bits = none(size);
  bits.set(every(number));
  return bits;
}

/** @param {Bits} bits @param {number} number */
export function add(bits, number) {
  bits[number >>> 5] |= 1 << (number & 31);
}

/** @param {Bits} bits @param {number} number */
export function has(bits, number) {
  return ((bits[number >>> 5] >>> (number & 31)) & 1) === 1;
}

/** @param {Bits} one @param {Bits} other */
export function both(one, other) {
  const made = one.slice();
  for (let place = 0; place < made.length; place++) made[place] &= other[place];
  return made;
}

/** What is in one set and not in the other. @param {Bits} one @param {Bits} other */
export function without(one, other) {
  const made = one.slice();
  for (let place = 0; place < made.length; place++) made[place] &= ~other[place];
  return made;
}

/** @param {Bits} one @param {Bits} other */
export function either(one, other) {
  const made = one.slice();
  for (let place = 0; place < made.length; place++) made[place] |= other[place];
  return made;
}

/** @param {number} part */
function ones(part) {
  part -= (part >>> 1) & 0x55555555;
  part = (part & 0x33333333) + ((part >>> 2) & 0x33333333);
  return Math.imul((part + (part >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many are in both sets. @param {Bits} one @param {Bits} other */
export function shared(one, other) {
  let number = 0;
  for (let place = 0; place < one.length; place++) number += ones(one[place] & other[place]);
  return number;
}

/** The numbers in a set, in order. @param {Bits} bits @returns {number[]} */
export function list(bits) {
  const numbers = [];
  for (let place = 0; place < bits.length; place++) {
    for (let part = bits[place]; part; part &= part - 1) numbers.push(place * 32 + 31 - Math.clz32(part & -part));
  }
  return numbers;
}
