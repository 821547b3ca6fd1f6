// Quasar gives a slider's role and name to its frame, and the focus to the track inside: here both come together,
// so that a screen reader says which lever the hand is on.
const SAID = ["role", "aria-label", "aria-valuemin", "aria-valuemax", "aria-valuenow"];

function handOver(frame) {
  const track = frame.querySelector("[tabindex]");
  for (const name of track ? SAID : []) {
    if (frame.hasAttribute(name)) {
      track.setAttribute(name, frame.getAttribute(name));
      frame.removeAttribute(name);
    }
  }
}

const frames = SAID.map((name) => `.q-slider[${name}]`).join();
const isOfPage = ({ target }) => !(target instanceof SVGElement); // charts that are redrawn hold no slider
new MutationObserver((changes) => {
  if (changes.some(isOfPage)) document.querySelectorAll(frames).forEach(handOver);
}).observe(document.documentElement, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: SAID,
});
