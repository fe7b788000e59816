const SLEEP_AFTER = 5 * 60 * 1000;
const SILENCE = 75 * 1000;
const SLOWEST = 60 * 1000;

/** Tells that something new is there, and leaves the reader where she is. */
function attach(box) {
  const { live, liveWordsNew, liveWordsOn, liveWordsOff } = box.dataset;
  const kinds = (box.dataset.liveKinds ?? '').split(/[\s,]+/).filter(Boolean);
  const badge = document.querySelector('.live');
  const bar = box.querySelector('.new-items') ?? firstBar(box);
  const seen = new Set();
  let last = box.dataset.liveLast ?? '';
  let source = null, tries = 0, retry = 0, sleep = 0, watch = 0;

  const show = (on) => {
    const words = on ? liveWordsOn : liveWordsOff;
    if (!badge || !words) return;
    badge.hidden = false;
    badge.classList.toggle('off', !on);
    if (badge.textContent !== words) badge.textContent = words;
  };

  const alive = (event) => {
    if (event.lastEventId) last = event.lastEventId;
    if (event.type === 'ping' || watch) {
      clearTimeout(watch);
      watch = setTimeout(lost, SILENCE);
    }
  };

  const count = (event) => {
    alive(event);
    seen.add(event.lastEventId || seen.size);
    const words = (liveWordsNew ?? '{n}').replace('{n}', seen.size);
    const button = bar.querySelector('button') ?? bar.appendChild(reloader());
    if (button.textContent !== words) button.textContent = words;
  };

  /** Unnamed events carry their kind inside; most servers name them instead. */
  const unnamed = (event) => {
    let kind = '';
    try { kind = JSON.parse(event.data).kind; } catch { /* not ours to judge */ }
    if (kinds.length === 0 || kinds.includes(kind)) count(event); else alive(event);
  };

  const close = () => {
    clearTimeout(retry);
    clearTimeout(watch);
    watch = 0;
    source?.close();
    source = null;
  };

  /** EventSource alone retries too eagerly and can't start from an id of ours. */
  const open = () => {
    close();
    const address = new URL(live, document.baseURI);
    if (last) address.searchParams.set('last_event_id', last);
    source = new EventSource(address);
    source.onopen = () => { tries = 0; show(true); };
    source.onerror = lost;
    source.onmessage = unnamed;
    source.addEventListener('ping', alive);
    for (const kind of kinds) source.addEventListener(kind, count);
  };

  function lost() {
    close();
    show(false);
    if (document.hidden && !sleep) return;
    retry = setTimeout(open, Math.min(SLOWEST, 1000 * 2 ** tries++) * (.75 + Math.random() / 2));
  }

  const wake = () => { if (!source) { tries = 0; open(); } };
  document.addEventListener('visibilitychange', () => {
    clearTimeout(sleep);
    sleep = 0;
    if (document.hidden) sleep = setTimeout(() => { sleep = 0; close(); show(false); }, SLEEP_AFTER);
    else wake();
  });
  addEventListener('online', wake);
  addEventListener('offline', () => { close(); show(false); });
  addEventListener('pagehide', close);
  addEventListener('pageshow', (event) => { if (event.persisted) wake(); });
  open();
}

/** The status region must be there before it speaks. */
function firstBar(box) {
  const bar = document.createElement('div');
  bar.className = 'new-items';
  bar.setAttribute('role', 'status');
  box.prepend(bar);
  return bar;
}

function reloader() {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn';
  button.addEventListener('click', () => location.reload());
  return button;
}

if ('EventSource' in window) document.querySelectorAll('[data-live]').forEach(attach);
