/** A secret link was used; the address bar, screenshots and history shouldn't show it any longer. */
const address = document.querySelector('[data-hide-secret][data-address]')?.dataset.address;
if (address) {
  try { history.replaceState(history.state, '', address); } catch { /* another origin: leave it */ }
}
