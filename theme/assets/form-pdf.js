// A form's blank PDF filled in with answers, and a filled one read: as `forms/fill.py` and `forms/filled.py` do it.
// `lib` is @cantoo/pdf-lib.

const MULTILINE = 1 << 12;
const SIZE = 10;
/** Smallest size of a text made to fit its box, in points. */
const SMALLEST = 6;
const MARGIN = 3;
const LARGEST = 20_000_000;
/** The hidden field that says which form this is, for copies that a program wrote anew (`forms/identity.py`). */
const IDENTITY = "apdir-form";
const SEPARATOR = "|";
const SETTINGS = ["formid", "formversion", "formfields", "apdirprovider"];

/** Why a file is no filled form. The message is for the reader. */
export class NotReadable extends Error {}

/** Bytes of WinAnsi by their characters. */
const BYTES = new Map(
  Array.from({ length: 224 }, (_, at) => at + 32).map((byte) => [
    new TextDecoder("windows-1252").decode(new Uint8Array([byte])),
    byte,
  ]),
);
/** Text as the fields' font writes it; what it has no sign for becomes a question mark. @param {string} text */
const encoded = (text) => Array.from(text, (sign) => BYTES.get(sign) ?? 63);

/**
 * The form with the answers in place, and drawn, so that every viewer and printer shows them; the fields whose text is
 * longer than its box on paper, and those with signs that the form's font lacks.
 * @param {PdfLib} lib @param {Uint8Array} blank @param {Record<string, string>} answers
 * @param {string} provider folder of the provider that the form is for, or empty
 */
export async function filled(lib, blank, answers, provider) {
  const pdf = await lib.PDFDocument.load(blank, { updateMetadata: false });
  const { name, form, fields, context } = opened(lib, pdf);
  const font = form.lookup(name("DR")).lookup(name("Font")).get(name("Typed"));
  /** @type {number[]} */
  const widths = context.lookup(font).lookup(name("Widths")).asArray().map(number);
  const measure = (/** @type {string} */ text, /** @type {number} */ size) =>
    (encoded(text).reduce((sum, byte) => sum + widths[byte - 32], 0) * size) / 1000;
  /** @type {{ long: string[], unlike: string[] }} */
  const told = { long: [], unlike: [] };
  for (const field of fields) {
    const value = answers[said(lib, field, "T")];
    if (!value) continue;
    if (field.get(name("FT")) === name("Btn")) choose(field, value);
    else write(field, value);
  }
  if (provider) {
    context.lookup(context.trailerInfo.Info).set(name("apdirprovider"), lib.PDFHexString.fromText(provider));
    const hidden = fields.find((/** @type {PdfObject} */ field) => said(lib, field, "T") === IDENTITY);
    const about = said(lib, hidden, "V").split(SEPARATOR).with(-1, provider);
    hidden.set(name("V"), lib.PDFHexString.fromText(about.join(SEPARATOR)));
  }
  return { bytes: await pdf.save({ addDefaultPage: false, updateFieldAppearances: false }), ...told };

  /** @param {PdfObject} field @param {string} value */
  function choose(field, value) {
    for (const widget of widgets(field)) {
      const on = [...widget.lookup(name("AP")).lookup(name("N")).keys()].find((key) => key.decodeText() === value);
      widget.set(name("AS"), on ?? name("Off"));
      if (on) field.set(name("V"), on);
    }
  }

  /** @param {PdfObject} field @param {string} value */
  function write(field, value) {
    const text = value.replace(/\r\n?/g, "\n");
    field.set(name("V"), lib.PDFHexString.fromText(text));
    if ([...text].some((sign) => sign !== "\n" && !BYTES.has(sign))) told.unlike.push(said(lib, field, "T"));
    const multiline = (Number(field.lookup(name("Ff"))?.asNumber() ?? 0) & MULTILINE) > 0;
    for (const widget of widgets(field)) {
      const [a, b, c, d] = widget.lookup(name("Rect")).asArray().map(number);
      const [width, height] = [Math.abs(c - a), Math.abs(d - b)];
      const { content, fits } = drawn(text, width, height, multiline);
      if (!fits && widget === widgets(field)[0]) told.long.push(said(lib, field, "T"));
      const drawing = context.stream(content, {
        Type: "XObject",
        Subtype: "Form",
        BBox: [0, 0, width, height],
        Resources: { Font: { Typed: font } },
      });
      widget.set(name("AP"), context.obj({ N: context.register(drawing) }));
    }
  }

  /** @param {PdfObject} field @returns {PdfObject[]} */
  function widgets(field) {
    return (
      field
        .lookup(name("Kids"))
        ?.asArray()
        .map((/** @type {PdfObject} */ kid) => context.lookup(kid)) ?? [field]
    );
  }

  /**
   * The text as a viewer would draw it: in lines from the top, or on one line in the middle.
   * @param {string} text @param {number} width @param {number} height @param {boolean} multiline
   */
  function drawn(text, width, height, multiline) {
    const room = width - 2 * MARGIN;
    let size = SIZE;
    const split = () => (multiline ? lines(text, room, size) : [text.split(/\s+/).filter(Boolean).join(" ")]);
    let rows = split();
    const fits = () =>
      rows.length * size * 1.2 <= height - MARGIN && Math.max(...rows.map((row) => measure(row, size))) <= room;
    while (size > SMALLEST && !fits()) {
      size -= 0.5;
      rows = split();
    }
    const first = multiline ? height - MARGIN / 2 - size : (height - size * 0.72) / 2;
    const shown = rows.map((row, at) => `${at ? "T* " : ""}(${escaped(row)}) Tj`);
    const begun = `/Tx BMC q BT /Typed ${size} Tf 0 g ${Number((size * 1.2).toFixed(4))} TL ${MARGIN} ${first.toFixed(2)} Td`;
    const content = [begun, ...shown, "ET Q EMC"].join("\n");
    return { content: Uint8Array.from(content, (sign) => sign.charCodeAt(0)), fits: fits() };
  }

  /** The text in lines of at most `width` points; a word that is longer has a line of its own. @param {string} text @param {number} width @param {number} size */
  function lines(text, width, size) {
    return text.split("\n").flatMap((paragraph) => {
      const rows = [""];
      for (const word of paragraph.split(/\s+/).filter(Boolean)) {
        const longer = `${rows[rows.length - 1]} ${word}`.trim();
        if (rows[rows.length - 1] && measure(longer, size) > width) rows.push(word);
        else rows[rows.length - 1] = longer;
      }
      return rows;
    });
  }
}

/** Text as the bytes of a string in a PDF's drawing, a character each. @param {string} row */
const escaped = (row) => String.fromCharCode(...encoded(row)).replace(/[\\()]/g, "\\$&");
/**
 * An entry of a dictionary as text: a string, a name but for "Off", or a stream.
 * @param {PdfLib} lib @param {PdfObject} from @param {string} key @returns {string}
 */
function said(lib, from, key) {
  const value = from.lookup(lib.PDFName.of(key));
  if (value instanceof lib.PDFRawStream) return new TextDecoder().decode(lib.decodePDFRawStream(value).decode());
  const text = value?.decodeText?.() ?? "";
  return value instanceof lib.PDFName && text === "Off" ? "" : text;
}

/** @param {PdfObject} value @returns {number} */
const number = (value) => value.asNumber();

/**
 * What a filled copy says: the form, the digest of its fields, the provider's folder, and the answers by their fields'
 * names. Throws NotReadable.
 * @param {PdfLib} lib @param {Uint8Array} content
 */
export async function read(lib, content) {
  if (content.length > LARGEST) throw new NotReadable("This file is larger than any filled form.");
  if (!new TextDecoder("latin1").decode(content.subarray(0, 1024)).includes("%PDF-"))
    throw new NotReadable("This is not a PDF. Choose the PDF that you saved.");
  try {
    const pdf = await lib.PDFDocument.load(content, { updateMetadata: false, throwOnInvalidObject: true });
    const { name, fields, context } = opened(lib, pdf);
    /** @type {Record<string, string>} */
    const values = {};
    for (const field of fields) {
      const boxes = field
        .lookup(name("Kids"))
        ?.asArray()
        .map((/** @type {PdfObject} */ kid) => context.lookup(kid)) ?? [field];
      const ticked = boxes.map((/** @type {PdfObject} */ box) => said(lib, box, "AS")).filter(Boolean);
      // Some programs set the box alone.
      values[said(lib, field, "T")] = said(lib, field, "V") || (field.get(name("V")) ? "" : (ticked[0] ?? ""));
    }
    const { [IDENTITY]: hidden = "", ...answers } = values;
    const info = context.lookup(context.trailerInfo.Info);
    let about = SETTINGS.map((key) => (info ? said(lib, info, key).trim() : ""));
    if (!about[0] && hidden.split(SEPARATOR).length === SETTINGS.length) about = hidden.split(SEPARATOR);
    const [form, , digest, provider] = about;
    if (!form) throw new NotReadable("This PDF is no form of this directory. Choose the one that you saved from here.");
    return { form, fields: digest, provider, values: answers };
  } catch (error) {
    if (error instanceof NotReadable) throw error;
    throw new NotReadable("This PDF is damaged or has a password. Save it again without one, and choose that.");
  }
}

/** The parts of a form's PDF. Throws NotReadable where it has no fields. @param {PdfLib} lib @param {PdfObject} pdf */
function opened(lib, pdf) {
  const { context } = pdf;
  const name = (/** @type {string} */ text) => lib.PDFName.of(text);
  const form = pdf.catalog.lookup(name("AcroForm"));
  if (form?.has(name("XFA")))
    throw new NotReadable(
      "This PDF was saved as an XFA form, which this page cannot read. Choose the one saved from here.",
    );
  const fields = form?.lookup(name("Fields"))?.asArray() ?? [];
  if (!form || !fields.length)
    throw new NotReadable("This PDF has no fields: it was printed to PDF or scanned. Choose the one that was saved.");
  return { context, name, form, fields: fields.map((/** @type {PdfObject} */ field) => context.lookup(field)) };
}
