// Takes the report out of the page: to a printer, to the clipboard, into a Word file. Loaded when somebody asks for it.
//
// The report is written into a document of its own by the widget, so nothing of the page around it comes along. All three forms are
// made of that one document.

let word;
/** The program that makes Word files. What failed is tried again. */
function wordProgram(at) {
  word ??= import(at('sdg_word.js')).then(async (program) => {
    await program.default({ module_or_path: fetch(at('sdg_word_bg.wasm')) });
    return program;
  });
  word.catch(() => (word = undefined));
  return word;
}

/**
 * Takes the report along as `form`: `print`, `word` or `copy`; gives what became of it, see `Widget.reported`.
 * `write` writes it into an element, `text` and `at` load our files, `download` offers one, and `root` is where the widget stands.
 */
export async function take({ form, file, title, language, root, write, text, at, download }) {
  if (form === 'word') {
    const paper = document.implementation.createHTMLDocument(title);
    fill(paper, title, language, write);
    const bytes = (await wordProgram(at)).docx(new XMLSerializer().serializeToString(paper));
    if (!bytes) throw new Error('no Word file could be made of the report');
    download(file, bytes, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document');
    return 'saved';
  }
  const frame = await emptyFrame(root, title);
  fill(frame.contentDocument, title, language, write);
  if (form === 'copy') return copy(frame, root);
  const { CSSStyleSheet } = frame.contentWindow;
  frame.contentDocument.adoptedStyleSheets = [await new CSSStyleSheet().replace(await text('sdg-report.css'))];
  frame.contentWindow.addEventListener('afterprint', () => setTimeout(() => frame.remove()));
  frame.contentWindow.print();
  return 'printed';
}

function fill(paper, title, language, write) {
  paper.documentElement.lang = language;
  paper.title = title;
  if (!write(paper.body)) throw new Error('the report could not be written');
}

/** Out of sight, but laid out: a browser prints only what it has laid out. */
async function emptyFrame(root, title) {
  for (const old of root.querySelectorAll('.paper-frame')) old.remove();
  const frame = document.createElement('iframe');
  frame.className = 'paper-frame';
  frame.title = title;
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  // Some browsers put another empty document in the place of the first.
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  root.append(frame);
  await loaded;
  return frame;
}

async function copy(frame, root) {
  const { documentElement, body } = frame.contentDocument;
  const plain = body.innerText;
  // A mail program knows no style sheet of ours.
  for (const table of body.querySelectorAll('table')) {
    for (const [name, value] of [['border', '1'], ['cellspacing', '0'], ['cellpadding', '4']]) table.setAttribute(name, value);
  }
  const html = new XMLSerializer().serializeToString(documentElement);
  frame.remove();
  try {
    const blob = (type, content) => ({ [type]: new Blob([content], { type }) });
    await navigator.clipboard.write([new ClipboardItem({ ...blob('text/html', html), ...blob('text/plain', plain) })]);
    return 'copied';
  } catch {
    const selection = root.getSelection?.() ?? document.getSelection();
    selection.selectAllChildren(root.getElementById('report-document'));
    return 'selected';
  }
}
