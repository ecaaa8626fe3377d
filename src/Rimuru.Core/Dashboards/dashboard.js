// Shows changes of the ledger as they come: the same address is asked again, and its main part replaced.
const state = document.getElementById("live");
const channel = new BroadcastChannel("rimuru");
let isStale = false;
let timer = 0;

function say(text, kind) {
  if (!state) return;
  state.textContent = text;
  state.className = kind;
}

function isBusy() {
  const active = document.activeElement;
  const selection = document.getSelection();
  return (active && active.matches("input")) || (selection && !selection.isCollapsed);
}

async function refresh() {
  if (document.hidden || isBusy()) {
    isStale = true;
    return;
  }
  isStale = false;
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return say("cannot update", "off");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("main");
  const shown = document.getElementById("main");
  if (!fresh || !shown) return;
  const open = [...shown.querySelectorAll("details")].map((one) => one.open);
  const scrolled = [...shown.querySelectorAll(".scroll")].map((one) => [one.scrollLeft, one.scrollTop]);
  const focused = document.activeElement?.getAttribute("href");
  shown.replaceWith(document.adoptNode(fresh));
  [...fresh.querySelectorAll("details")].forEach((one, i) => (one.open = open[i] ?? false));
  [...fresh.querySelectorAll(".scroll")].forEach((one, i) => ([one.scrollLeft, one.scrollTop] = scrolled[i] ?? [0, 0]));
  if (focused) fresh.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  say("live", "on");
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => refresh().catch(() => say("not connected", "off")), 150);
}

function listen() {
  const source = new EventSource("/live");
  source.onopen = () => {
    say("live", "on");
    channel.postMessage("on");
  };
  source.onmessage = () => {
    channel.postMessage("changed");
    soon();
  };
  source.onerror = () => {
    say("not connected", "off");
    channel.postMessage("off");
  };
  return new Promise(() => {});
}

channel.onmessage = (event) => {
  if (event.data === "changed") soon();
  else say(event.data === "on" ? "live" : "not connected", event.data);
};
// What is measured is no change of the ledger.
const every = Number(document.getElementById("main")?.dataset.every);
if (every) setInterval(soon, every * 1000);
document.addEventListener("visibilitychange", () => isStale && soon());
document.addEventListener("focusout", () => isStale && soon());

// A browser opens few connections to one server: one tab listens for all, and another takes over when it is closed.
if (state) {
  say("live", "on");
  navigator.locks.request("rimuru-live", listen);
}
