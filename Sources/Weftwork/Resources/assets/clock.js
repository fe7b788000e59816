const MINUTE = 60 * 1000;
const clocks = [...document.querySelectorAll('time[data-due]')];
const stages = new Map();

/** Phones' clocks are often wrong: trust the server's, unless this page is an old copy. */
function skew() {
  const now = Number(document.querySelector('meta[name="server-now"]')?.content);
  const how = performance.getEntriesByType?.('navigation')[0]?.type;
  return now > 0 && navigator.onLine && how !== 'back_forward' ? now - Date.now() : 0;
}
const ahead = skew();

/** The server's own words for units if it gave them, the browser's otherwise. */
function unit(n, name, lang, forms) {
  const own = forms[name[0]];
  return own ? own.replace('{n}', n) : new Intl.NumberFormat(lang, { style: 'unit', unit: name, unitDisplay: 'short' }).format(n);
}

/** Two units at most, and the second only while it matters, as the server writes it: "1 h 20 min" is read at a glance. */
function span(ms, lang, forms) {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / MINUTE));
  const parts = [[Math.floor(minutes / 1440), 'day', 7], [Math.floor(minutes / 60) % 24, 'hour', 12], [minutes % 60, 'minute', 60]];
  const first = parts.findIndex(([n]) => n > 0), [count, , few] = parts[first];
  const shown = parts.slice(first, count < few ? first + 2 : first + 1);
  return shown.filter(([n]) => n > 0).map(([n, name]) => unit(n, name, lang, forms)).join(' ');
}

/** One voice for all clocks of a page, made before it has something to say. */
const voice = document.createElement('div');
voice.className = 'visually-hidden';
voice.setAttribute('aria-live', 'polite');

/** Which of its three moments a clock has passed: half, five minutes, over. */
function stage(left, total) {
  if (left <= 0) return 3;
  if (left <= 5 * MINUTE) return 2;
  return total > 0 && left <= total / 2 ? 1 : 0;
}

function tick(clock) {
  const { due, start, words, lang, soon, name } = clock.dataset;
  const left = Number(due) - Date.now() - ahead;
  const total = start ? Number(due) - Number(start) : 0;
  const forms = JSON.parse(words);
  const text = (left > 0 ? forms.left : forms.over).replace('{t}', span(left, lang || document.documentElement.lang || 'en', forms));
  const face = clock.querySelector('span') ?? clock;
  if (face.textContent !== text) face.textContent = text;

  const chip = clock.closest('.chip');
  const amber = Number(soon) || Math.max(5 * MINUTE, total / 4 || 30 * MINUTE);
  chip?.classList.toggle('late', left <= 0);
  chip?.classList.toggle('soon', left > 0 && left <= amber);

  const now = stage(left, total);
  const before = stages.get(clock) ?? now;
  stages.set(clock, now);
  return now > before && name ? `${name}: ${text}` : '';
}

function tickAll() {
  const said = [];
  for (const clock of clocks) {
    try { said.push(tick(clock)); } catch { /* what the server wrote stays */ }
  }
  const words = said.filter(Boolean).join('. ');
  if (words) voice.textContent = words;
}

if (clocks.length > 0) {
  document.body.append(voice);
  tickAll();
  setInterval(tickAll, 30 * 1000);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) tickAll(); });
}
