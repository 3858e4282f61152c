// The page of the full-text search of earlier versions: its addresses lead to the finder, with their words.
location.replace(new URL(`../providers/${location.search}`, document.baseURI));
