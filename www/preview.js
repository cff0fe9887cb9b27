// Shows the questionnaire that `cargo xtask serve --questionnaire DIR` is looking at, and shows it anew when it changes.

import './sdg-toets.js';

const problems = document.getElementById('problems');
const place = document.getElementById('preview');
let round = 0;

function tell(lines) {
  problems.replaceChildren();
  if (!lines.length) return;
  const head = document.createElement('h2');
  head.textContent = 'Dit klopt nog niet. Hieronder staat de laatste versie die wel klopte.';
  const list = document.createElement('ul');
  for (const line of lines) list.appendChild(document.createElement('li')).textContent = line;
  list.lang = 'en';
  problems.append(head, list);
}

async function show({ questionnaire, languages }) {
  const element = document.createElement('sdg-toets');
  // The language the author writes in, unless the address asks for another: ?lang=fr.
  element.lang = new URLSearchParams(location.search).get('lang') ?? languages[0];
  element.setAttribute('questionnaire', questionnaire);
  element.setAttribute('storage-key', `preview:${questionnaire}`);
  // The one before lets go of its answers and its place in the history once it is out of the page; only then the next takes them.
  place.replaceChildren();
  await Promise.resolve();
  place.append(element);
}

async function look() {
  try {
    const state = await (await fetch('preview.json', { cache: 'no-store' })).json();
    if (state.round !== round) {
      round = state.round;
      tell(state.problems);
      if (state.questionnaire && !state.problems.length) await show(state);
    }
  } catch {
    tell(['The server has stopped: start `cargo xtask serve --questionnaire` again.']);
    round = 0;
  }
  setTimeout(look, 1000);
}

look();
