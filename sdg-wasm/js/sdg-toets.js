// The custom element <sdg-toets>: loads what the widget needs, hands events on, and says so when something fails.
// Everything on the screen is made by the WebAssembly behind it; for web editors: docs/embedding.md.
//
// There are two programs. The first (sdg_wasm.js) is small: it begins, takes answers, and shows the result at a glance. The whole one
// (sdg_engine.js) does everything, and goes on where the first one was. It is fetched once somebody has answered something.

import init, * as first from './sdg_wasm.js';

const MOST_BYTES = 8 * 2 ** 20;
/** A program that breaks again within so many milliseconds is not tried once more. */
const SOON = 10_000;
const DAY = 864e5;
const EVENTS = ['click', 'change', 'input', 'submit', 'keydown'];

// Only what must be said when the wording itself cannot be loaded.
const LAST_RESORT = {
  nl: {
    failed: 'De SDG-toets kan nu niet starten. Controleer je verbinding en probeer het opnieuw.',
    broken: 'Er liep iets mis in de SDG-toets. Bewaar je antwoorden als bestand en laad de pagina opnieuw.',
    retry: 'Opnieuw proberen',
    reload: 'Pagina opnieuw laden',
    save: 'Bewaar je antwoorden als bestand',
  },
  en: {
    failed: 'The SDG check cannot start now. Check your connection and try again.',
    broken: 'Something went wrong in the SDG check. Save your answers to a file and reload the page.',
    retry: 'Try again',
    reload: 'Reload the page',
    save: 'Save your answers to a file',
  },
  fr: {
    failed: 'Le test ODD ne peut pas démarrer maintenant. Vérifiez votre connexion et réessayez.',
    broken: 'Un problème est survenu dans le test ODD. Enregistrez vos réponses dans un fichier et rechargez la page.',
    retry: 'Réessayer',
    reload: 'Recharger la page',
    save: 'Enregistrer vos réponses dans un fichier',
  },
  es: {
    failed: 'El chequeo ODS no puede iniciarse ahora. Compruebe su conexión e inténtelo de nuevo.',
    broken: 'Algo falló en el chequeo ODS. Guarde sus respuestas en un archivo y vuelva a cargar la página.',
    retry: 'Intentar de nuevo',
    reload: 'Volver a cargar la página',
    save: 'Guardar sus respuestas en un archivo',
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
const style = (file) => once(file, async () => new CSSStyleSheet().replace(await text(file)));
const styles = (whole) => Promise.all(['sdg-toets.css', ...(whole ? ['sdg-whole.css'] : [])].map(style));
let firstBroke = false;
const firstProgram = () =>
  firstBroke
    ? wholeProgram()
    : once('first', async () => {
        await init({ module_or_path: fetch(at('sdg_wasm_bg.wasm')) });
        return first;
      });
let tries = 0;
const wholeProgram = () =>
  once('whole', async () => {
    // A script that could not be loaded, or whose program broke, is not asked for again under the same name.
    const again = tries++ ? `?${tries}` : '';
    const whole = await import(at(`sdg_engine.js${again}`));
    await whole.default({ module_or_path: fetch(at('sdg_engine_bg.wasm')) });
    return whole;
  });

let asked = 0;
const reports = () => once('report', () => import(at(`report.js${asked++ ? `?${asked}` : ''}`)));

const keysInUse = new Set();
/** What a page offers that names nothing: the first is what a first visit loads. */
const OFFERED = ['sdg-toets-quick', 'sdg-toets'];

export class SdgToets extends HTMLElement {
  static observedAttributes = ['lang', 'questionnaire', 'storage', 'storage-key', 'heading-level'];

  #root = this.attachShadow({ mode: 'open' });
  #slot = this.#root.appendChild(document.createElement('slot'));
  #widget;
  /** The program that the widget is of. */
  #program;
  #stop;
  /** What another program can go on from, as it was after the last change. */
  #snapshot;
  /** The questionnaire on the screen: the name of its folder. */
  #name;
  /** What the answers are kept under; for the first questionnaire of the page it is also the name of this element's history. */
  #key;
  #home;
  #keys = [];
  /** Behind the keys, when another element on the page has them already. */
  #suffix = '';
  /** Where the person was in other questionnaires, for as long as the page is open. */
  #left = new Map();
  /** The language that was on the screen when another questionnaire was chosen. */
  #spoken;
  /** What is known to be kept in the browser: written by us, or read by the widget. */
  #known;
  /** When a program last broke. */
  #broke = -Infinity;

  connectedCallback() {
    if (!this.#widget && !this.#stop) this.#start();
  }

  // An element that is only moved is back in the page before this looks.
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#end());
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.#stop) return;
    this.#spoken = undefined;
    if (name === 'lang') return this.#guard(() => this.#widget?.pageLanguage(this.#language));
    this.#end();
    this.#start();
  }

  /** A saved file of the person's own answers, or undefined when there are none. */
  exportJson() {
    return this.#guard(() => this.#widget?.exportJson());
  }

  /** The questionnaires that the page offers. */
  get #names() {
    const names = this.getAttribute('questionnaire')?.match(/[^\s]+/g) ?? [];
    const sound = names.filter((name) => /^[a-z0-9][a-z0-9.-]*$/.test(name));
    return sound.length ? sound : OFFERED;
  }

  get #language() {
    if (this.#spoken) return this.#spoken;
    const tag = this.lang || this.closest('[lang]')?.lang || '';
    return /^[a-z]{2,3}/i.exec(tag)?.[0].toLowerCase() ?? 'nl';
  }

  /**
   * The texts of the questionnaire, the wording of the interface for the first program and for the whole one, and what the page
   * offers.
   */
  async #texts(language, whole, asPublished = true) {
    const folder = `questionnaires/${this.#name}/`;
    const wording = `questionnaires/interface/${language}`;
    const [published, ...words] = await Promise.all([
      asPublished ? text(`${folder}texts/${language}${whole ? '.whole' : ''}.txt`).catch(() => undefined) : undefined,
      text(`${wording}.txt`),
      whole ? text(`${wording}.whole.txt`) : '',
      this.#offers(language),
    ]);
    return [published ?? (await this.#publish(folder, language)), ...words];
  }

  /** Texts that were put here by hand; what they lack comes from those in the source language. */
  async #publish(folder, language) {
    const { publishTexts } = await wholeProgram();
    const [source] = JSON.parse(await text(`${folder}questionnaire.json`)).languages;
    const read = (tag) => text(`${folder}texts/${tag}.json`);
    return publishTexts(await read(language), source === language ? undefined : await read(source).catch(() => undefined));
  }

  /** A line for each questionnaire that the page offers, when there is a choice. */
  async #offers(language) {
    const names = this.#names;
    if (!names[1]) return '';
    const published = (await text(`questionnaires/choice/${language}.txt`).catch(() => '')).split('\n');
    const lines = names.map(async (name) => {
      let said = published.find((line) => line.startsWith(`${name}\t`));
      if (!said) {
        const { texts } = JSON.parse(await text(`questionnaires/${name}/texts/${language}.json`));
        said = [name, texts.title, texts.summary ?? ''].join('\t');
      }
      const begun = this.#left.has(name) || this.#storedOf(name) !== undefined;
      return `${name === this.#name ? 'here' : begun ? 'begun' : 'new'}\t${said}`;
    });
    // One of which nothing can be said is not offered.
    return (await Promise.all(lines.map((line) => line.catch(() => '')))).join('\n');
  }

  /** In the language of the page. One that we do not have must not keep anyone out. */
  #firstTexts(...how) {
    const language = this.#language;
    const otherwise = (error) => (language === 'nl' ? Promise.reject(error) : this.#texts('nl', ...how));
    return this.#texts(language, ...how).catch(otherwise);
  }

  /** As it was packed when it was published; nothing when it was put here by hand. */
  async #loadPacked(whole, name = this.#name) {
    const response = await fetch(at(`questionnaires/${name}/questionnaire.${whole ? 'whole.' : ''}bin`));
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array();
  }

  /** A questionnaire that is not packed, or by another version, is checked and packed on the spot. */
  async #pack(name = this.#name) {
    const { packQuestionnaire } = await wholeProgram();
    const structure = await text(`questionnaires/${name}/questionnaire.json`);
    return packQuestionnaire(structure, await text('questionnaires/evidence/interlinkages.json').catch(() => undefined));
  }

  /** Begins, or goes on from what is kept, or from where a program broke. */
  async #start(broken) {
    const stop = (this.#stop = new AbortController());
    this.#reserveKeys();
    if (!broken) {
      const used = this.#inBox((box) => box.getItem(this.#usedKey));
      const names = this.#names;
      this.#name = names.find((name) => name === used) ?? names[0];
    }
    try {
      await this.#goOn(stop.signal, broken);
    } catch (error) {
      if (!stop.signal.aborted) this.#fail(error, 'failed');
    }
  }

  /** Loads what is needed and begins: from where a program broke, from what is kept, or from what is given. */
  async #goOn(signal, broken, given) {
    this.#key = this.#keyOf(this.#name);
    const stored = this.#stored;
    const from = broken ?? this.#left.get(this.#name) ?? stored ?? given;
    const kept = from !== undefined;
    let begun;
    // What is not packed, or by another version, is checked and packed on the spot.
    for (let packed = true; !begun; packed = false) {
      const whole = kept || !packed;
      const [sheets, program, questions, words] = await Promise.all([
        styles(whole),
        whole ? wholeProgram() : firstProgram(),
        packed ? this.#loadPacked(whole) : this.#pack(),
        this.#firstTexts(whole, packed),
      ]);
      if (signal.aborted) return;
      this.#dispose();
      this.#root.adoptedStyleSheets = sheets;
      this.#known = stored;
      begun = this.#begin(program, questions, words, from, kept);
      if (!begun && !packed) throw new Error('texts');
    }
    this.#left.delete(this.#name);
    this.#snapshot = broken ?? (this.exportJson() && begun.handOver());
    this.#listen(signal);
    // Another tab may have been faster.
    this.#news();
    this.#slot.remove();
    // Says so when this is not the language of the page, and tries once more.
    if (begun.language() !== this.#language) begun.pageLanguage(this.#language);
    this.dispatchEvent(new CustomEvent('sdg-ready', { bubbles: true, composed: true }));
  }

  /** Goes on with another questionnaire, from what is given; what is here stays kept, and stays on the screen until the other has come. */
  async #choose(name, given, place) {
    const [before, was] = [this.#widget, this.#name];
    const own = this.exportJson();
    // What the browser could not keep must not be lost either.
    if (own !== undefined && !this.#stored?.endsWith(`\n${own}`)) this.#left.set(was, this.#guard(() => before.handOver()));
    this.#spoken = before.language();
    this.#stop.abort();
    const { signal } = (this.#stop = new AbortController());
    const screen = this.#root.querySelector('.sdg');
    screen.inert = true;
    this.#name = name;
    let failed;
    try {
      await this.#goOn(signal, undefined, given);
    } catch (error) {
      failed = error;
    }
    if (signal.aborted) return;
    if (failed && this.#widget !== before) return this.#fail(failed, 'failed');
    if (failed) {
      this.#name = was;
      this.#key = this.#keyOf(was);
      screen.inert = false;
      this.#listen(signal);
      this.#guard(() => before.missing('whole'));
    } else {
      if (this.#names.some((one) => this.#storedOf(one) !== undefined)) this.#inBox((box) => box.setItem(this.#usedKey, name));
      if (place) this.#guard(() => this.#widget.went(place));
      else this.#push(this.#widget.place());
    }
    this.#root.querySelector('#heading')?.focus();
  }

  #begin(program, packed, [texts, first, whole, offers], from, kept) {
    const level = Number(this.getAttribute('heading-level'));
    const heading = level >= 1 && level <= 6 ? level : 2;
    const widget = program.Widget.start(this.#root, this.#host(), packed, texts, first, whole, this.#storage, heading, from, kept);
    if (widget) {
      this.#widget = widget;
      this.#program = program;
      widget.offers(offers);
    }
    return widget;
  }

  #dispose() {
    this.#widget?.dispose();
    this.#widget?.free();
    this.#widget = undefined;
  }

  get #isWhole() {
    return this.#program !== first;
  }

  /** Goes on in the whole program, from where the first one is. */
  async #whole() {
    const { signal } = this.#stop;
    while (!this.#isWhole) {
      const language = this.#widget.language();
      const [sheets, program, packed, words] = await Promise.all([
        styles(true),
        wholeProgram(),
        this.#loadPacked(true),
        this.#texts(language, true),
      ]);
      signal.throwIfAborted();
      // Somebody else may have been faster, or another language may have come.
      if (this.#isWhole || this.#widget.language() !== language) continue;
      const focused = this.#root.activeElement?.cloneNode();
      const before = this.#widget;
      this.#root.adoptedStyleSheets = sheets;
      const from = before.handOver();
      const kept = before.exportJson() !== undefined || this.#known !== undefined;
      this.#dispose();
      if (!this.#begin(program, packed, words, from, kept)) throw new Error('programs');
      // A screen reader tells only what changes in a status line that it knows already.
      if (from.startsWith('undone')) setTimeout(() => this.#guard(() => this.#widget?.missing('undone')), 100);
      // What had focus is on the new screen too.
      const like = (element) => element.cloneNode().isEqualNode(focused);
      if (focused) [...this.#root.querySelectorAll('*')].find(like)?.focus({ preventScroll: true });
    }
  }

  #end() {
    this.#guard(() => this.#dispose());
    this.#clear();
    this.#root.append(this.#slot);
  }

  #clear() {
    this.#stop?.abort();
    this.#stop = this.#widget = this.#program = undefined;
    for (const key of this.#keys) keysInUse.delete(key);
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
    hear(window, 'storage', ({ key }) => (key === this.#key || key === null) && this.#news());
    hear(window, 'pageshow', ({ persisted }) => persisted && this.#news());
    if (this.getAttribute('history') === 'none') return;
    const step = () => history.state?.[`sdg-toets ${this.#home}`]?.split(' ') ?? [];
    if (!step()[1]) this.#remember('replaceState', this.#widget.place());
    hear(window, 'popstate', () => {
      const [name, place] = step();
      if (!this.#names.includes(name)) return;
      if (name !== this.#name) this.#choose(name, undefined, place);
      else if (place !== this.#widget.place()) this.#widget.went(place);
    });
  }

  #keyOf(name) {
    const own = this.getAttribute('storage-key');
    const behind = name === this.#names[0] ? '' : `:${name}`;
    return (own ? own + behind : `sdg-toets:${name}`) + this.#suffix;
  }

  /** Says which questionnaire the person was at last. */
  get #usedKey() {
    return `${this.#home}.used`;
  }

  /** Two widgets that keep their answers under one key would overwrite each other. */
  #reserveKeys() {
    const taken = () => this.#names.some((name) => keysInUse.has(this.#keyOf(name)));
    this.#suffix = '';
    for (let n = 2; taken(); n += 1) this.#suffix = `:${n}`;
    this.#keys = this.#names.map((name) => this.#keyOf(name));
    for (const key of this.#keys) keysInUse.add(key);
    [this.#home] = this.#keys;
  }

  // ---- What the widget asks for

  #host() {
    return {
      load: (what, which) => this.#fetch(what, which),
      keep: (text) => this.#keep(text),
      setAside: (text) => this.#inBox((box) => box.setItem(`${this.#key}.unreadable`, text)),
      now: () => new Date().toISOString(),
      download,
      push: (place) => this.#push(place),
      changed: () => {
        this.#snapshot = undefined;
        // The widget is still at work: look once it has finished.
        queueMicrotask(() => {
          this.#snapshot = this.#guard(() => this.#widget?.handOver());
          this.dispatchEvent(new CustomEvent('sdg-change', { bubbles: true, composed: true }));
          // Whoever answers goes on: so that the rest is there when it is wanted, also when the connection is not.
          if (!this.#isWhole) wholeProgram().catch(() => {});
        });
      },
      isOld: (day) => Date.now() - Date.parse(day) > (this.getAttribute('keep-days') || 180) * DAY,
      report: (...order) => this.#report(...order),
    };
  }

  /** Takes the report along, see report.js. */
  async #report(form, file, title, language) {
    const { signal } = this.#stop;
    const write = (body) => this.#guard(() => this.#widget?.writeReport(body));
    const order = { form, file, title, language, root: this.#root, write, text, at, download };
    const outcome = await reports().then(({ take }) => take(order)).catch((error) => console.warn('sdg-toets:', error));
    if (!signal.aborted) this.#guard(() => this.#widget.reported(outcome ?? 'failed'));
  }

  /** Hands the widget what has come, or tells it that it has not. */
  async #when(coming, what, use) {
    const { signal } = this.#stop;
    const came = await coming.then((came) => [came], () => undefined);
    this.#guard(() => {
      if (signal.aborted) return;
      if (came) use(came[0]);
      else this.#widget.missing(what);
    });
  }

  /** What the whole program needs: something that is coming, and that program. */
  async #forWhole(coming) {
    const [came] = await Promise.all([coming, this.#whole()]);
    return came;
  }

  #fetch(what, which) {
    if (what === 'language') {
      return this.#when(this.#words(which), what, ([texts, first, whole, offers]) => {
        this.#widget.languageLoaded(texts, first, whole);
        this.#widget.offers(offers);
      });
    }
    if (what === 'begin') {
      const [name] = which.split('\n');
      return this.#choose(name, which.slice(name.length + 1) || undefined);
    }
    if (what === 'other') {
      const packed = this.#loadPacked(true, which).then((packed) => (packed.length ? packed : this.#pack(which)));
      return this.#when(packed, 'whole', (packed) => this.#widget.otherLoaded(which, packed));
    }
    if (what === 'whole') {
      const here = this.#widget.place();
      // Whoever went elsewhere in the meantime stays there.
      const go = () => which !== here && this.#widget.place() === here && this.#widget.goTo(which);
      return this.#when(this.#whole(), what, go);
    }
    if (what === 'suggestions') {
      const files = ['suggestions', `texts/${which}`].map((name) => text(`questionnaires/suggestions/${name}.json`));
      return this.#when(Promise.all(files), what, (came) => this.#widget.suggestionsLoaded(...came));
    }

    if (what === 'policy') {
      return this.#when(text('questionnaires/bbc/policy-fields.json'), what, (fields) => this.#widget.policyLoaded(fields));
    }
    const example = text(`questionnaires/${this.#name}/example.json`);
    return this.#when(this.#forWhole(example), what, (saved) => this.#widget.exampleLoaded(saved));
  }

  /** The texts that the program needs which is there when they have come. */
  async #words(language) {
    for (;;) {
      const whole = this.#isWhole;
      const words = await this.#texts(language, whole);
      if (whole === this.#isWhole) return words;
    }
  }

  async #open(field) {
    const { signal } = this.#stop;
    const files = [...field.files];
    if (!files.length) return;
    const read = (file) => (file.size <= MOST_BYTES ? file.text().catch(() => undefined) : undefined);
    const texts = await Promise.all(files.map(read));
    field.value = '';
    if (signal.aborted) return;
    this.#when(this.#forWhole(texts), 'file', (texts) => this.#widget.opened(files.map(({ name }) => name), texts));
  }

  /** In the state beside the address, so that the address stays the page's own and never holds an answer. */
  #remember(how, place) {
    history[how]({ ...history.state, [`sdg-toets ${this.#home}`]: `${this.#name} ${place}` }, '');
  }

  #push(place) {
    if (this.getAttribute('history') !== 'none') this.#remember('pushState', place);
  }

  // ---- Keeping answers in the browser

  get #storage() {
    const storage = this.getAttribute('storage');
    return storage === 'none' || storage === 'session' ? storage : 'local';
  }

  /** Does something with the browser's storage. Nothing comes of it where a page may not keep anything. */
  #inBox(use) {
    try {
      return use(window[`${this.#storage}Storage`]);
    } catch {
      return undefined;
    }
  }

  #storedOf(name) {
    return this.#inBox((box) => box.getItem(this.#keyOf(name))) ?? undefined;
  }

  get #stored() {
    return this.#storedOf(this.#name);
  }

  /** Keeps a text, or erases what is kept. Gives the time, `''` when the browser refuses, or nothing when nothing is to be kept. */
  #keep(text) {
    if (this.#storage === 'none') return undefined;
    // What another tab has kept and this one has not read yet stays.
    if (text !== undefined && this.#stored !== undefined && this.#stored !== this.#known) {
      this.#news();
      return '';
    }
    return this.#inBox((box) => {
      if (text === undefined) {
        for (const key of [this.#key, `${this.#key}.unreadable`, this.#usedKey]) box.removeItem(key);
      } else {
        box.setItem(this.#key, text);
        // Only who went elsewhere needs it.
        if (this.#name !== this.#names[0] || box.getItem(this.#usedKey)) box.setItem(this.#usedKey, this.#name);
      }
      this.#known = text;
      return new Date().toLocaleTimeString(this.#widget?.language() ?? this.#language, { timeStyle: 'short' });
    }) ?? '';
  }

  /** Takes over what another tab has kept or erased. */
  #news() {
    const stored = this.#stored;
    if (stored === this.#known || this.#storage === 'none') return;
    this.#when(this.#whole(), 'elsewhere', () => {
      // Something newer may have come in the meantime.
      if (this.#stored !== stored) return;
      this.#known = stored;
      this.#widget.elsewhere(stored);
    });
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
    const snapshot = this.#snapshot;
    const reason = error?.kind ?? (error instanceof WebAssembly.RuntimeError ? 'trap' : 'load');
    this.dispatchEvent(new CustomEvent('sdg-error', { bubbles: true, composed: true, detail: { reason } }));
    if (trapped) {
      // Nothing in its memory can be trusted, so no program goes on in it.
      if (this.#isWhole) shared.delete('whole');
      else firstBroke = true;
    }
    this.#clear();
    const soon = performance.now() - this.#broke < SOON;
    this.#broke = performance.now();
    if (trapped && !soon) return void this.#recover(snapshot);
    const words = LAST_RESORT[this.#language] ?? LAST_RESORT.nl;
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
    if (trapped && snapshot) button(words.save, () => download('sdg-toets.json', snapshot.slice(snapshot.indexOf('\n') + 1)));
    button(trapped ? words.reload : words.retry, () => {
      if (trapped) return location.reload();
      box.remove();
      this.#root.append(this.#slot);
      this.#start();
    });
    if (!trapped) this.#root.append(this.#slot);
  }

  /** Goes on in a new copy of the whole program, with the answers as they were after the last change. */
  async #recover(snapshot) {
    await this.#start(snapshot);
    this.#guard(() => this.#widget?.missing('broken'));
  }
}

function download(name, content, type = name.endsWith('csv') ? 'text/csv' : 'application/json') {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // Some browsers fetch it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A page may include this file twice: the first one counts.
if (!customElements.get('sdg-toets')) customElements.define('sdg-toets', SdgToets);
