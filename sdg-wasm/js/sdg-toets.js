// The custom element <sdg-toets>: loads what the widget needs, hands events on, and says so when something fails.
// Everything on the screen is made by the WebAssembly behind it (sdg_wasm.js); for web editors: docs/embedding.md.

import init, { Widget } from './sdg_wasm.js';

const MOST_BYTES = 8 * 2 ** 20;
const EVENTS = ['click', 'change', 'input', 'submit'];

// Only what must be said when the wording itself cannot be loaded.
const LAST_RESORT = {
  nl: {
    failed: 'De SDG-toets kan nu niet starten. Controleer je verbinding en probeer het opnieuw.',
    broken: 'Er liep iets mis in de SDG-toets. Onze excuses. Bewaar je antwoorden als bestand en laad de pagina opnieuw.',
    retry: 'Opnieuw proberen',
    reload: 'Pagina opnieuw laden',
    save: 'Bewaar je antwoorden als bestand',
  },
  en: {
    failed: 'The SDG check cannot start now. Check your connection and try again.',
    broken: 'Something went wrong in the SDG check. We are sorry. Save your answers to a file and reload the page.',
    retry: 'Try again',
    reload: 'Reload the page',
    save: 'Save your answers to a file',
  },
};

const at = (path) => new URL(path, import.meta.url);

async function load(path) {
  const response = await fetch(at(path));
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response;
}

const text = async (path) => (await load(path)).text();

// The style and the engine are the same for all widgets on a page. What failed is tried again.
const shared = new Map();
function once(name, make) {
  if (!shared.has(name)) {
    const made = make();
    made.catch(() => shared.delete(name));
    shared.set(name, made);
  }
  return shared.get(name);
}
const style = () => once('style', async () => new CSSStyleSheet().replace(await text('sdg-toets.css')));
const wasm = () => once('wasm', () => init({ module_or_path: fetch(at('sdg_wasm_bg.wasm')) }));
// The engine that checks questionnaires: most visitors never need it.
const engine = () =>
  once('engine', async () => {
    const engine = await import(at('sdg_engine.js'));
    await engine.default({ module_or_path: fetch(at('sdg_engine_bg.wasm')) });
    return engine;
  });

const keysInUse = new Set();

export class SdgToets extends HTMLElement {
  static observedAttributes = ['lang', 'questionnaire', 'storage', 'storage-key', 'heading-level'];

  #root = this.attachShadow({ mode: 'open' });
  #slot = this.#root.appendChild(document.createElement('slot'));
  #widget;
  #stop;
  #snapshot;
  #key;
  #load = 0;

  connectedCallback() {
    if (!this.#widget && !this.#stop) this.#start();
  }

  // An element that is only moved is back in the page before this looks.
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#end());
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#stop) return;
    if (name === 'lang') return this.#guard(() => this.#widget?.pageLanguage(this.#language));
    this.#end();
    this.#start();
  }

  /** A saved file of the person's own answers, or undefined when there are none. */
  exportJson() {
    return this.#guard(() => this.#widget?.exportJson());
  }

  get #name() {
    const name = this.getAttribute('questionnaire') ?? '';
    return /^[a-z0-9][a-z0-9.-]*$/.test(name) ? name : 'sdg-toets-quick';
  }

  get #language() {
    const tag = this.lang || this.closest('[lang]')?.lang || '';
    return /^[a-z]{2,3}/i.exec(tag)?.[0].toLowerCase() ?? 'nl';
  }

  #texts(language) {
    const files = [`questionnaires/${this.#name}/texts/${language}.json`, `questionnaires/interface/${language}.txt`];
    return Promise.all(files.map(text));
  }

  /** As it was packed when it was published; nothing when it was put here by hand. */
  async #packed() {
    const response = await fetch(at(`questionnaires/${this.#name}/questionnaire.bin`));
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array();
  }

  /** A questionnaire that is not packed, or by another version, is checked and packed on the spot. */
  async #pack() {
    const { packQuestionnaire } = await engine();
    const structure = await text(`questionnaires/${this.#name}/questionnaire.json`);
    return packQuestionnaire(structure, await text('questionnaires/evidence/interlinkages.json').catch(() => undefined));
  }

  async #start() {
    const stop = (this.#stop = new AbortController());
    try {
      const language = this.#language;
      const [sheet, , packed, words] = await Promise.all([
        style(),
        wasm(),
        this.#packed(),
        // A language that we do not have must not keep anyone out.
        this.#texts(language).catch((error) => (language === 'nl' ? Promise.reject(error) : this.#texts('nl'))),
      ]);
      if (stop.signal.aborted) return;
      this.#root.adoptedStyleSheets = [sheet];
      this.#reserveKey();
      const level = Number(this.getAttribute('heading-level'));
      const heading = level >= 1 && level <= 6 ? level : 2;
      const storage = this.getAttribute('storage') ?? 'local';
      const host = this.#host();
      const start = (packed) => Widget.start(this.#root, host, packed, ...words, storage, this.#key, heading);
      this.#widget = start(packed) ?? start(await this.#pack());
      if (!this.#widget) throw new Error('the texts are no texts');
      this.#snapshot = this.exportJson();
      this.#listen(stop.signal);
      this.#slot.remove();
      this.dispatchEvent(new CustomEvent('sdg-ready', { bubbles: true, composed: true }));
    } catch (error) {
      if (!stop.signal.aborted) this.#fail(error, 'failed');
    }
  }

  #end() {
    this.#guard(() => this.#widget?.dispose());
    this.#widget?.free();
    this.#clear();
    this.#root.append(this.#slot);
  }

  #clear() {
    this.#stop?.abort();
    this.#stop = this.#widget = undefined;
    keysInUse.delete(this.#key);
    for (const child of [...this.#root.children]) child.remove();
  }

  #listen(signal) {
    const hear = (target, name, what) => target.addEventListener(name, (event) => this.#guard(() => what(event)), { signal });
    for (const name of EVENTS) {
      hear(this.#root, name, (event) => {
        if (event.target.type === 'file') return name === 'change' && this.#open(event.target);
        this.#widget.handle(event);
      });
    }
    // Another tab may have changed what is kept.
    hear(window, 'storage', ({ key }) => (key === this.#key || key === null) && this.#widget.reread());
    hear(window, 'pageshow', ({ persisted }) => persisted && this.#widget.reread());
    if (this.getAttribute('history') === 'none') return;
    const place = () => history.state?.[`sdg-toets ${this.#key}`];
    if (!place()) this.#remember('replaceState', this.#widget.place());
    hear(window, 'popstate', () => place() && place() !== this.#widget.place() && this.#widget.went(place()));
  }

  /** Two widgets that keep their answers under one key would overwrite each other. */
  #reserveKey() {
    const wanted = this.getAttribute('storage-key') || `sdg-toets:${this.#name}`;
    this.#key = wanted;
    for (let n = 2; keysInUse.has(this.#key); n += 1) this.#key = `${wanted}:${n}`;
    keysInUse.add(this.#key);
  }

  // ---- What the widget asks for

  #host() {
    return {
      load: (language) => this.#fetch(language),
      download,
      push: (place) => this.getAttribute('history') === 'none' || this.#remember('pushState', place),
      changed: () => {
        this.#snapshot = undefined;
        // The widget is still at work: look once it has finished.
        queueMicrotask(() => {
          this.#snapshot = this.exportJson();
          this.dispatchEvent(new CustomEvent('sdg-change', { bubbles: true, composed: true }));
        });
      },
      print: () => window.print(),
    };
  }

  /** A language, or without a tag the example. */
  async #fetch(language) {
    const { signal } = this.#stop;
    const what = language === undefined ? text(`questionnaires/${this.#name}/example.json`) : this.#texts(language);
    const came = await what.catch(() => undefined);
    this.#guard(() => {
      if (signal.aborted) return;
      if (came === undefined) this.#widget.missing(language);
      else if (language === undefined) this.#widget.exampleLoaded(came);
      else this.#widget.languageLoaded(...came);
    });
  }

  async #open(field) {
    const { signal } = this.#stop;
    const [file] = field.files;
    if (!file) return;
    const content = file.size <= MOST_BYTES ? await file.text().catch(() => undefined) : undefined;
    field.value = '';
    if (!signal.aborted) this.#guard(() => this.#widget.opened(file.name, content));
  }

  /** In the state beside the address, so that the address stays the page's own and never holds an answer. */
  #remember(how, place) {
    history[how]({ ...history.state, [`sdg-toets ${this.#key}`]: place }, '');
  }

  // ---- When something goes wrong

  /** Every call into the engine goes through here. */
  #guard(call) {
    try {
      return call();
    } catch (error) {
      this.#fail(error, 'broken');
    }
  }

  #fail(error, why) {
    console.error('sdg-toets:', error);
    const trapped = why === 'broken';
    const words = LAST_RESORT[this.#language] ?? LAST_RESORT.nl;
    const snapshot = this.#snapshot;
    this.#clear();
    const box = this.#root.appendChild(document.createElement('div'));
    box.className = 'sdg';
    box.lang = LAST_RESORT[this.#language] ? this.#language : 'nl';
    const alert = box.appendChild(document.createElement('p'));
    alert.setAttribute('role', 'alert');
    alert.className = 'notice';
    alert.textContent = words[why];
    const button = (label, act) => {
      const made = box.appendChild(document.createElement('button'));
      made.type = 'button';
      made.className = 'button';
      made.textContent = label;
      made.addEventListener('click', act);
    };
    // After a trap nothing in the engine can be trusted: only a fresh page is safe.
    if (trapped && snapshot) button(words.save, () => download('sdg-toets.json', snapshot));
    button(trapped ? words.reload : words.retry, () => {
      if (trapped) return location.reload();
      box.remove();
      this.#root.append(this.#slot);
      this.#start();
    });
    if (!trapped) this.#root.append(this.#slot);
    const reason = error?.kind ?? (error instanceof WebAssembly.RuntimeError ? 'trap' : 'load');
    this.dispatchEvent(new CustomEvent('sdg-error', { bubbles: true, composed: true, detail: { reason } }));
  }
}

function download(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // Some browsers fetch it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A page may include this file twice: the first one counts.
if (!customElements.get('sdg-toets')) customElements.define('sdg-toets', SdgToets);
