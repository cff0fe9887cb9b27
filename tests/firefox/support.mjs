// The frame of the Firefox tests: Puppeteer over WebDriver BiDi, since Playwright cannot drive a Firefox that is not its own. What
// looks at a page is shared with tests/browser; here is how to get one, and how to act on it by keyboard.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import puppeteer from 'puppeteer-core';
import { assertNoProblems, focusPath, needs, url, watch } from '../browser/support.mjs';
import { tabTo } from '../browser/keyboard.mjs';

const PATIENCE = 15_000;

let folder;
let browser;
after(async () => {
  await (await browser)?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** The browser of this file; it takes some seconds to start. `downloads` is where it puts files, without asking. */
async function start() {
  folder = await mkdtemp(join(tmpdir(), 'sdg-toets-'));
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: needs('SDG_FIREFOX'),
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': folder,
      'browser.download.useDownloadDir': true,
      'browser.download.alwaysOpenPanel': false,
      'browser.download.always_ask_before_handling_new_types': false,
      // What was copied may be read back without asking a person.
      'dom.events.testing.asyncClipboard': true,
    },
  });
}

/** Opens a page of the widget in a clean context; fails at the end of the test on every problem that it had. */
export async function openPage(t, { width = 1000, height = 800, before } = {}) {
  browser ??= start();
  const context = await (await browser).createBrowserContext();
  const page = await context.newPage();
  await watch(page);
  if (before) await page.evaluateOnNewDocument(before);
  t.after(async () => {
    await context.close();
    assertNoProblems(page);
  });
  await page.setViewport({ width, height });
  await page.goto(`${url}/`);
  await shows(page, '#heading');
  return page;
}

/** Waits until `look`, asked again and again, gives something; gives that. */
export async function until(look, what) {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    const found = await look();
    if (found) return found;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  return assert.fail(`waited in vain for ${what}`);
}

/** Waits until the widget shows an element with this text, which may be an expression; gives its whole text. */
export function shows(page, selector, text = /(?:)/) {
  const { source, flags } = text instanceof RegExp ? text : new RegExp(literal(text));
  return until(() => page.evaluate((selector, source, flags) => {
    const wanted = new RegExp(source, flags);
    const all = document.querySelector('sdg-toets')?.shadowRoot?.querySelectorAll(selector) ?? [];
    return [...all].find((it) => it.checkVisibility() && wanted.test(it.textContent))?.textContent;
  }, selector, source, flags), `${selector} with ${text}`);
}

/** A text as the source of an expression. */
export const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Goes by Tab to what is called so, from where the focus is, and presses Enter. Gives where the focus is then. */
export async function press(page, kind, name, most) {
  // The name stands at the start: a link in the task list goes on with the state of its section.
  await tabTo(page, new RegExp(`^${kind}(#[^ ]+)? "${literal(name.slice(0, 55))}`), most);
  await page.keyboard.press('Enter');
  return (await focusPath(page)).at(-1);
}

/** Goes on from the heading of the screen, as after a step: so nothing on the screen is behind us. */
export const fromHeading = (page) => page.evaluate(() => document.querySelector('sdg-toets').shadowRoot.querySelector('#heading').focus());

/** Goes on from the top of the page. */
export const fromTop = (page) => page.evaluate(() => {
  document.activeElement?.blur?.();
  document.querySelector('main').focus();
});

/** Lets a field for files have this one, as the dialog of the system would; that dialog nobody can drive. */
export async function chooseFile(page, path) {
  const field = await page.evaluateHandle(() => document.querySelector('sdg-toets').shadowRoot.querySelector('#open-file'));
  await field.uploadFile(path);
}

/** Waits for a new file whose name matches in the folder of downloads. */
export async function downloaded(pattern, act) {
  const before = new Set(await readdir(folder));
  await act();
  const name = await until(async () => {
    const names = (await readdir(folder)).filter((it) => !before.has(it));
    return !names.some((it) => it.endsWith('.part')) && names.find((it) => pattern.test(it));
  }, `a file like ${pattern}`);
  const path = join(folder, name);
  const bytes = await until(async () => {
    const content = await readFile(path);
    return content.length > 0 && content;
  }, `${name} to be written`);
  return { name, path, bytes };
}
