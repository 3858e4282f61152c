// pdf-lib, as far as forms use it.

/** Any object of a PDF: a dictionary, an array, a name, a string, a number, a document or what holds them. */
// biome-ignore lint/suspicious/noExplicitAny: which of them it is, is looked up while it is read
type PdfObject = any;
interface PdfLib {
  PDFDocument: { load: (bytes: Uint8Array, options: object) => Promise<PdfObject> };
  PDFHexString: { fromText: (text: string) => PdfObject };
  PDFName: { new (): PdfObject; of: (text: string) => PdfObject };
  PDFRawStream: { new (): PdfObject };
  decodePDFRawStream: (stream: PdfObject) => { decode: () => Uint8Array };
}

/** A form's answers as they are kept on a device, and on which day. */
interface Draft {
  saved: string;
  answers: Record<string, string>;
}
