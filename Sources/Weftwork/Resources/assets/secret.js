/** A secret link was used; the address bar, screenshots and history shouldn't show it any longer. */
const box = document.querySelector('[data-hide-secret][data-address]');
if (box && box.dataset.address) {
  try { history.replaceState(history.state, '', box.dataset.address); } catch { /* another origin: leave it */ }
}
