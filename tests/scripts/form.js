// Fills in blank PDFs of forms, or reads filled ones, as the page of a form does. Standard input has the files' names.
import { readFileSync, writeFileSync } from "node:fs";
import { filled, read } from "../../theme/assets/form-pdf.js";
import * as lib from "../../theme/assets/pdf-lib/dist/pdf-lib.esm.min.js";

const done = [];
for (const { file, answers, provider, out } of JSON.parse(readFileSync(0, "utf8"))) {
  const content = new Uint8Array(readFileSync(file));
  try {
    if (out) {
      const { bytes, ...told } = await filled(lib, content, answers, provider);
      writeFileSync(out, bytes);
      done.push(told);
    } else done.push(await read(lib, content));
  } catch (error) {
    done.push({ error: error.message, kind: error.constructor.name });
  }
}
process.stdout.write(JSON.stringify(done));
