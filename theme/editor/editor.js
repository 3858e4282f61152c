// Starts the web editor, with records read and written as the checker reads them.

import { markdown, yaml } from "./record.js";
import CMS from "./sveltia-cms/npm/index.js";

CMS.registerCustomFormat("provider-frontmatter", "md", markdown);
CMS.registerCustomFormat("visit-record", "yml", yaml);
CMS.init();
