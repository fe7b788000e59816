/** Loads only the behaviours this page has a use for: on a bad line each file counts. */
const has = (selector) => document.querySelector(selector) !== null;

// What was sent from another page is done with on the one that says so.
if (has('form[data-draft], meta[name="draft-done"], .toast')) import('./draft.js');
if (has('[data-live]')) import('./live.js');
if (has('body[data-keys="on"]')) import('./keys.js');
if (has('time[data-due]')) import('./clock.js');
if (has('[data-copy]')) import('./copy.js');
if (has('[data-lines]')) import('./lines.js');
if (has('form')) import('./net.js');
if (has('[data-hide-secret]')) import('./secret.js');
if (has('form[data-photos]')) import('./photo.js');
if (has('[data-picks]')) import('./picks.js');
if (has('[data-similar]')) import('./similar.js');
