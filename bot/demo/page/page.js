// The page around the rooms. It asks the site for what one person sees, shows it, and frames the open room.

const $ = (id) => document.getElementById(id);
const key = location.pathname.split("/")[1];
const signs = { room: "#", thread: "↳", letters: "" };

const community = await (await fetch("community")).json();
let state = { spots: [], apps: { message: [], person: [] } };
let here = { person: community.people[0].key, room: "welcome" };
let step = 0;
const seen = new Map(); // "person/room" -> newest message that this person has been shown

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const personOf = (name) => community.people.find((person) => person.key === name);
const spotOf = (name) => state.spots.find((spot) => spot.key === name);

// What the person sees

function isNew(spot) {
  const known = seen.get(`${here.person}/${spot.key}`) ?? seen.get(spot.key) ?? "0";
  return spot.key !== here.room && BigInt(spot.latest) > BigInt(known);
}

function take(next) {
  const anew = state.world !== undefined && next.world !== state.world;
  if (state.world === undefined || anew) {
    seen.clear();
    for (const spot of next.spots) seen.set(spot.key, spot.latest); // what was said before counts as read
  }
  state = next;
  if (!spotOf(here.room)) return go(here.person, "welcome");
  if (anew) showRoom();
  seen.set(`${here.person}/${here.room}`, spotOf(here.room).latest);
  draw();
}

async function refresh() {
  const asked = here;
  const answer = await fetch(`state?${new URLSearchParams(asked)}`);
  const next = await answer.json();
  if (asked === here) take(next); // else the visitor has gone elsewhere meanwhile
}

// Drawing

let drawn = "";
function draw() {
  drawClock();
  const now = JSON.stringify([state.spots, state.apps, here, step]);
  if (now === drawn) return; // untouched, so that focus stays where it is
  drawn = now;
  drawSpots();
  drawPeople();
  drawBar();
  drawStep();
}

function drawClock() {
  const now = new Date(state.now);
  const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: community.zone, ...options }).format(now);
  $("day").textContent = format({ weekday: "long", day: "numeric", month: "long" });
  $("hour").textContent = `${format({ hour: "2-digit", minute: "2-digit" })} in ${community.zone.split("/")[1]}`;
}

function keepFocus(list, redraw) {
  const focused = document.activeElement?.closest("[data-key]")?.dataset.key;
  const inside = list.contains(document.activeElement);
  redraw();
  if (inside) list.querySelector(`[data-key="${focused}"]`)?.focus();
}

function drawSpots() {
  keepFocus($("spots"), () => $("spots").replaceChildren(...state.spots.map((spot) => {
    const news = isNew(spot);
    const sign = spot.kind === "letters" ? make("img", { src: `face/${community.bot}`, alt: "" }) : signs[spot.kind];
    const button = make("button", { type: "button", className: news ? "news" : "", onclick: () => go(here.person, spot.key) },
      make("span", { className: "sign", ariaHidden: "true" }, sign),
      make("span", { className: "name" }, spot.name));
    if (news) button.append(make("span", { className: "dot", role: "img", ariaLabel: "new" }));
    if (spot.key === here.room) button.setAttribute("aria-current", "page");
    button.dataset.key = spot.key;
    return make("li", { className: spot.kind }, button);
  })));
  document.querySelector("#open-side .dot").hidden = !state.spots.some(isNew);
}

function drawPeople() {
  const groups = new Map();
  for (const person of community.people) groups.set(person.role, [...(groups.get(person.role) ?? []), person]);
  keepFocus($("groups"), () => $("groups").replaceChildren(...[...groups].flatMap(([role, people]) => [
    make("h3", {}, people.length > 1 ? `${role}s` : role),
    ...people.map(drawPerson),
  ])));
}

function drawPerson(person) {
  const be = make("button", { type: "button", className: "be", ariaPressed: String(person.key === here.person), onclick: () => go(person.key, here.room) },
    make("img", { src: `face/${person.key}`, alt: "", width: 32, height: 32 }),
    make("span", {}, person.name, make("small", {}, `${person.pronouns} · ${person.place}`)));
  be.dataset.key = person.key;
  const row = make("div", { className: "person" }, be);
  if (state.apps.person.length && person.key !== here.person) {
    row.append(make("button", { type: "button", className: "more", ariaLabel: `Apps for ${person.name}`, onclick: () => openApps("person", person.name, { target: person.key }) }, "⋯"));
  }
  return row;
}

function drawBar() {
  const spot = spotOf(here.room);
  const person = personOf(here.person);
  $("room").textContent = spot.kind === "room" ? `#${spot.name}` : spot.name;
  $("topic").textContent = spot.topic;
  $("who").querySelector("img").src = `face/${person.key}`;
  $("who").querySelector("strong").textContent = person.name.split(" ")[0];
  document.title = `${$("room").textContent} · ${community.server}`;
}

// Going somewhere, as someone

async function go(person, room) {
  closeDrawers();
  if (person === here.person && room === here.room && document.querySelector("#stage iframe")) return remember();
  const known = person === here.person && spotOf(room); // an older thread comes into the list when it is opened
  here = { person, room };
  if (known) seen.set(`${person}/${room}`, known.latest);
  else await refresh(); // someone else may not see the room; `take` then brings them to #welcome
  if (here.person !== person || here.room !== room) return;
  remember();
  showRoom();
}

function remember() {
  history.replaceState(null, "", `#${here.person}/${here.room}/${step}`); // a reload comes back here
  draw();
}

function showRoom() {
  const ticket = [key, here.person, here.room].join("~");
  const stage = $("stage");
  const frame = make("iframe", { className: "coming", title: `${spotOf(here.room).name}, as ${personOf(here.person).name} sees it` });
  stage.setAttribute("aria-busy", "true");
  stage.querySelectorAll("iframe.coming").forEach((other) => other.remove());
  stage.querySelectorAll("iframe").forEach((other) => { other.inert = true; });
  frame.src = `room#${ticket}`;
  stage.append(frame);
  const started = Date.now();
  (function wait() { // the room before stays in view until this one is drawn
    if (!frame.isConnected) return;
    if (!frame.contentWindow.simcordPreview?.ready && Date.now() - started < 3000) return setTimeout(wait, 30);
    frame.className = "";
    stage.querySelectorAll("iframe").forEach((other) => { if (other !== frame) other.remove(); });
    stage.setAttribute("aria-busy", "false");
  })();
}

// Steps

function drawStep() {
  if (!community.steps.length) return;
  const { title, say, room, person, others } = community.steps[step];
  const strip = $("strip");
  const there = person === here.person && (room === here.room || spotOf(here.room)?.kind === "thread");
  strip.querySelector("h3").textContent = title;
  strip.querySelector(".count").textContent = `Step ${step + 1} of ${community.steps.length}`;
  strip.querySelector(".say").textContent = say;
  $("step-others").hidden = !others;
  $("step-others").textContent = others;
  $("step-there").hidden = there;
  $("step-back").hidden = !there || step === 0;
  $("step-next").textContent = isLast() ? "Finish" : "Next step";
}
const isLast = () => step === community.steps.length - 1;

function goToStep(next) {
  step = next;
  showStrip(true);
  const { person, room } = community.steps[step];
  go(person, room);
}

function showStrip(shown) {
  $("strip").hidden = !shown;
  $("guide").hidden = shown;
}

function finish() {
  showStrip(false);
  say("That was the tour. Everything here is yours to try now.");
}

$("step-there").onclick = () => goToStep(step);
$("step-back").onclick = () => goToStep(step - 1);
$("step-next").onclick = () => (isLast() ? finish() : goToStep(step + 1));
$("step-others").onclick = async () => {
  $("step-others").disabled = true;
  await deed({ what: "others", step: String(step) });
  $("step-others").disabled = false;
  $("step-others").focus();
  await refresh();
};
$("step-hide").onclick = () => showStrip(false);
$("guide").onclick = () => goToStep(step);

// Deeds: time, the bot, Apps

async function deed(wish) {
  const buttons = document.querySelectorAll("[data-do]");
  const pressed = document.activeElement;
  buttons.forEach((button) => { button.disabled = true; });
  try {
    const answer = await fetch("do", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...here, ...wish }) });
    const result = answer.ok ? await answer.json() : { sorry: "That did not work. Is the demo still running?" };
    if (result.sorry) say(result.sorry);
    else take(result);
    return !result.sorry;
  } catch {
    say("That did not work. Is the demo still running?");
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
    if (document.activeElement === document.body) pressed.focus(); // a disabled button loses it
  }
}

// After time has passed: the room in which something came last, opened at its newest message.
function showNews(before) {
  const rooms = state.spots.filter((spot) => spot.kind === "room" && BigInt(spot.latest) > BigInt(before.get(spot.key) ?? 0));
  if (!rooms.length) return;
  closeDrawers();
  if (rooms.some((spot) => spot.key === here.room)) showRoom();
  else go(here.person, rooms.at(-1).key);
}

const done = { restart: "The bot was restarted. It knows what it knew.", again: "A new community, on its first morning." };
const theTime = () => `It is ${$("day").textContent}, ${$("hour").textContent}.`;
document.querySelectorAll("[data-do]").forEach((button) => {
  button.onclick = async () => {
    const what = button.dataset.do;
    const before = new Map(state.spots.map((spot) => [spot.key, spot.latest]));
    if (!await deed({ what })) return;
    say(done[what] ?? theTime());
    if (!done[what]) showNews(before);
    if (what === "again" && community.steps.length) goToStep(0);
    if (what === "restart") showRoom();
  };
});

function openApps(kind, about, target) {
  const frame = document.querySelector("#stage iframe:not(.coming)");
  $("apps-title").textContent = `Apps · ${about}`;
  document.querySelector("#apps .choices").replaceChildren(...state.apps[kind].map((name) => make("button", {
    type: "button",
    onclick: async () => {
      $("apps").close();
      await deed({ what: "app", page: frame.contentWindow.simcordPreview.contextId, name, ...target });
    },
  }, name)));
  $("apps").showModal();
}
window.banyanHasMessageApps = () => state.apps.message.length > 0 && here.room !== "letters";
window.banyanOpenApps = (message) => openApps("message", "this message", { message });
window.banyanEmpty = () => empty[spotOf(here.room)?.kind] ?? "";
window.banyanOpenThread = (thread) => go(here.person, thread);

const empty = {
  room: "Nothing has been said here yet.",
  thread: "Nothing has been shared here yet.",
  letters: `${community.bot} has not written to you. It writes first to nobody who has not said yes.`,
};

let sayTimer;
function say(words) {
  $("toast").textContent = words;
  clearTimeout(sayTimer);
  sayTimer = setTimeout(() => { $("toast").textContent = ""; }, 5000);
}

// Drawers, on narrow screens

function toggle(drawer, button) {
  const open = !$(drawer).classList.contains("open");
  closeDrawers();
  if (!open) return;
  $(drawer).classList.add("open");
  $(button).setAttribute("aria-expanded", "true");
  $("scrim").hidden = false;
  $("main").inert = true; // nothing behind the drawer takes the focus
  $(drawer).querySelector("[aria-current], [aria-pressed='true'], button")?.focus();
}
function closeDrawers() {
  $("scrim").hidden = true;
  $("main").inert = false;
  for (const [drawer, button] of [["side", "open-side"], ["people", "who"]]) {
    if (!$(drawer).classList.contains("open")) continue;
    $(drawer).classList.remove("open");
    $(button).setAttribute("aria-expanded", "false");
    $(button).focus();
  }
}
$("open-side").onclick = () => toggle("side", "open-side");
$("who").onclick = () => {
  if (matchMedia("(max-width: 1180px)").matches) toggle("people", "who");
  else $("groups").querySelector("[aria-pressed='true']").focus();
};
$("scrim").onclick = closeDrawers;
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeDrawers(); });

// Begin

$("server").textContent = community.server;
const [person, room, before] = decodeURIComponent(location.hash.slice(1)).split("/");
if (community.steps.length) {
  step = Math.min(Number(before) || 0, community.steps.length - 1);
  here = { person: community.steps[step].person, room: community.steps[step].room };
  showStrip(true);
}
if (personOf(person) && room) here = { person, room };
await refresh();
showRoom();
(async function follow() {
  try { await refresh(); } catch { say("The demo has stopped. Start it again in the terminal."); }
  setTimeout(follow, 1000);
})();
