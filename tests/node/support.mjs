// The frame of the Node tests: the shipped WebAssembly, without a browser.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

if (!process.env.SDG_WIDGET_DIR) {
  throw new Error('SDG_WIDGET_DIR is not set: run these tests with `cargo xtask test --only node`');
}

/** The folder that `cargo xtask build` makes. */
export const widgetFolder = process.env.SDG_WIDGET_DIR;

/** The text of a file of the widget, for example `questionnaires/interface/nl.json`. */
export function widgetFile(path) {
  return readFile(join(widgetFolder, path), 'utf8');
}

/**
 * A new copy of the engine, as an ES module whose WebAssembly has been started. Each call gives one with a memory of
 * its own, so that a test that breaks the engine breaks no other test.
 */
export async function startEngine() {
  const address = pathToFileURL(join(widgetFolder, 'sdg_engine.js'));
  address.search = `copy=${(copies += 1)}`;
  const engine = await import(address.href);
  engine.initSync({ module: await readFile(join(widgetFolder, 'sdg_engine_bg.wasm')) });
  return engine;
}

let copies = 0;
