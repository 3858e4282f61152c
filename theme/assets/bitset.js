// Bit sets of providers by their number, which filters combine.

/** @param {number} size @returns {Bits} */
export function empty(size) {
  return new Uint32Array((size + 31) >>> 5);
}

/** @param {number} size */
export function full(size) {
  const bits = empty(size).fill(0xffffffff);
  if (size & 31) bits[bits.length - 1] = 2 ** (size & 31) - 1;
  return bits;
}

/** The first so many. @param {number} number @param {number} size */
export function first(number, size) {
  const bits = empty(size);
  bits.set(full(number));
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
export function intersection(one, other) {
  const made = one.slice();
  for (let place = 0; place < made.length; place++) made[place] &= other[place];
  return made;
}

/** The members of one set that are not in the other. @param {Bits} one @param {Bits} other */
export function difference(one, other) {
  const made = one.slice();
  for (let place = 0; place < made.length; place++) made[place] &= ~other[place];
  return made;
}

/** @param {Bits} one @param {Bits} other */
export function union(one, other) {
  const made = one.slice();
  for (let place = 0; place < made.length; place++) made[place] |= other[place];
  return made;
}

/** @param {number} part */
function bitCount(part) {
  part -= (part >>> 1) & 0x55555555;
  part = (part & 0x33333333) + ((part >>> 2) & 0x33333333);
  return Math.imul((part + (part >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The size of the intersection. @param {Bits} one @param {Bits} other */
export function sharedCount(one, other) {
  let number = 0;
  for (let place = 0; place < one.length; place++) number += bitCount(one[place] & other[place]);
  return number;
}

/** The numbers in a set, in order. @param {Bits} bits @returns {number[]} */
export function toList(bits) {
  const numbers = [];
  for (let place = 0; place < bits.length; place++) {
    for (let part = bits[place]; part; part &= part - 1) numbers.push(place * 32 + 31 - Math.clz32(part & -part));
  }
  return numbers;
}
