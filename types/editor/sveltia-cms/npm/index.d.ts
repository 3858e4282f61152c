interface Format {
  fromFile(text: string, path?: string): RecordFields;
  toFile(fields: RecordFields): string;
}
declare const CMS: {
  registerCustomFormat(name: string, extension: string, format: Format): void;
  init(): void;
};
export default CMS;
