// The frame of the browser tests: one Chromium per file, one clean page per test, and an eye on everything that no page
// of ours may do. Uses node:test and playwright-core.
//
//   import { test } from 'node:test';
//   import { axe, openPage } from './support.mjs';
//
//   test('the start screen', async (t) => {
//     const page = await openPage(t, '/');
//     ...
//   });

import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

needs('SDG_URL');

/** Fails where `cargo xtask test` did not set the variable. */
export function needs(name) {
  if (!process.env[name]) {
    throw new Error(`${name} is not set: run these tests with \`cargo xtask test --only browser\` or \`--only firefox\``);
  }
  return process.env[name];
}

/** Where the widget is served, without a slash at the end. */
export const url = process.env.SDG_URL.replace(/\/$/, '');

const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const screenshots = process.env.SDG_SCREENSHOTS ?? 'target/screenshots';

// ---- Browser and pages

let browser;
after(async () => (await browser)?.close());

/** The browser of this test file; `openPage` starts it by itself. */
export function launch() {
  browser ??= start();
  return browser;
}

const start = (...more) =>
  chromium.launch({ executablePath: needs('SDG_CHROMIUM'), args: [...chromiumArguments, ...more] });

/**
 * Opens a page of the widget folder in a clean context. When the test is over the context is closed, and the test fails
 * on every problem that the page had: console errors and warnings, uncaught errors, violations of the content security
 * policy, and requests to any other origin. `options` are those of Playwright's `browser.newContext`.
 *
 * A test about a failure says what it expects with `expectProblem`; it can do so before the page is loaded when it opens
 * the page with the path `null` and calls `page.goto` itself. `largeLetters` is a browser whose preference is letters twice as
 * large, as a person sets it, not a page that is zoomed.
 */
export async function openPage(t, path = '/', { largeLetters = false, ...options } = {}) {
  const browser = await (largeLetters ? start('--blink-settings=defaultFontSize=32') : launch());
  if (largeLetters) t.after(() => browser.close());
  const context = await browser.newContext({ baseURL: url, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await watch(page);
  t.after(async () => {
    await context.close();
    assertNoProblems(page);
  });
  if (path !== null) {
    await page.goto(path);
  }
  return page;
}

/** Says that the page will have a problem whose text matches; the test fails when it does not come. */
export function expectProblem(page, pattern) {
  watched.get(page).expected.push(pattern);
}

/** Fails on what went wrong so far; `openPage` does it at the end of each test. */
export function assertNoProblems(page) {
  const { problems, expected } = watched.get(page);
  const surprises = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)));
  assert.deepEqual(surprises, [], 'the page had problems');
  const missing = expected.filter((pattern) => !problems.some((problem) => pattern.test(problem)));
  assert.deepEqual(missing.map(String), [], 'these problems were expected and did not come');
}

/** Everything that the page has asked for so far, as addresses. */
export function requests(page) {
  return [...watched.get(page).requests];
}

const watched = new WeakMap();

/** Keeps an eye on a page, of Playwright or of Puppeteer; before it is loaded. */
export function watch(page) {
  const log = { problems: [], expected: [], requests: [] };
  watched.set(page, log);
  page.on('console', (message) => {
    if (['error', 'warning', 'warn', 'assert'].includes(message.type())) {
      log.problems.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on('pageerror', (error) => log.problems.push(`uncaught: ${error.stack ?? error}`));
  page.on('crash', () => log.problems.push('the page crashed'));
  page.on('request', (request) => {
    log.requests.push(request.url());
    if (!isOurs(request.url())) {
      log.problems.push(`request to another origin: ${request.method()} ${request.url()}`);
    }
  });
  page.on('websocket', (socket) => log.problems.push(`WebSocket to ${socket.url()}`));
  const beforeScripts = (page.addInitScript ?? page.evaluateOnNewDocument).bind(page);
  return beforeScripts(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
}

/** Besides the widget, a questionnaire that is being written is served, see preview.test.mjs. */
const ours = [url, process.env.SDG_PREVIEW_URL].filter(Boolean).map((address) => new URL(address).origin);

function isOurs(address) {
  const { origin, protocol } = new URL(address);
  return ours.includes(origin) || protocol === 'data:' || protocol === 'blob:';
}

// ---- What is on the page

/** Waits until the element, chosen by a selector, shows a heading of its own; gives a locator of the element. */
export async function widget(page, selector = 'sdg-toets') {
  const element = page.locator(selector);
  try {
    await element.getByRole('heading').first().waitFor();
  } catch (cause) {
    const why = watched.get(page).problems.join('\n') || 'the page reported no problem';
    throw new Error(`${selector} shows no heading: ${why}`, { cause });
  }
  return element;
}

/**
 * The focused element from the outside in, one entry for each shadow root on the way, as tag, id and accessible text:
 * `['sdg-toets', 'button#next "Verder"']`. Just `['body']` when nothing has the focus.
 */
export function focusPath(page) {
  return page.evaluate(() => {
    const path = [];
    for (let root = document; root?.activeElement; root = root.activeElement.shadowRoot) {
      const { localName, id, labels, type } = root.activeElement;
      const element = root.activeElement;
      const text = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent ?? '';
      const short = element.shadowRoot || element === document.body ? '' : text.trim().replace(/\s+/g, ' ').slice(0, 60);
      const kind = localName === 'input' ? `[${type}]` : '';
      path.push(`${localName}${kind}${id ? `#${id}` : ''}${short ? ` "${short}"` : ''}`);
    }
    return path;
  });
}

/** Writes a picture of the whole page to target/screenshots/NAME.png and gives its path. */
export async function screenshot(page, name) {
  await mkdir(screenshots, { recursive: true });
  const path = join(screenshots, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
}

// ---- Accessibility

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Runs axe on the page as it stands. Gives the violations, and as `incomplete` what axe could not decide: to be held
 * against a list, never ignored. axe finds less than half of what can be wrong, so it is never the only test.
 */
export async function axe(page) {
  await page.evaluate(await axeSource);
  return page.evaluate(async () => {
    const on = { enabled: true };
    const results = await globalThis.axe.run(document, {
      runOnly: [
        'wcag2a',
        'wcag2aa',
        'wcag21a',
        'wcag21aa',
        'wcag22aa',
        'EN-301-549',
        'EN-301-549v4',
        'best-practice',
      ],
      rules: { 'target-size': on, 'td-has-header': on, 'table-fake-caption': on, 'p-as-heading': on },
      resultTypes: ['violations', 'incomplete'],
    });
    const brief = ({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      nodes: nodes.map(({ target, failureSummary }) => `${target.flat().join(' >> ')}: ${failureSummary}`),
    });
    return { violations: results.violations.map(brief), incomplete: results.incomplete.map(brief) };
  });
}
