// In the frame: what simcord's preview leaves out. Apps on a message, the way from a message to its thread,
// dismissing what only you see, that what just came is in view and has the focus when what was pressed is gone,
// and a command line that offers what it knows.
const list = document.getElementById("channel-message-list");
const timeline = document.getElementById("channel-timeline");
const form = document.getElementById("modal-root");
const composer = document.getElementById("channel-composer");
const dismissed = new Set(); // numbers of messages, until the room is opened anew, as in Discord
let newest;

function makeButton(className, text, onclick) {
  return Object.assign(document.createElement("button"), { type: "button", className, textContent: text, onclick });
}

// Messages

function addApps(message) {
  let toolbar = message.querySelector(".message-context-actions");
  if (!toolbar) {
    toolbar = Object.assign(document.createElement("div"), { className: "message-context-actions" });
    message.append(toolbar);
  }
  toolbar.append(makeButton("message-action-button apps-button", "Apps", () => parent.banyanOpenApps(message.dataset.messageId)));
}

function openThreads(message) {
  const summary = message.querySelector("div.thread-summary");
  if (!summary) return;
  const name = summary.textContent.replace(/ · \d+ messages?$/, ""); // simcord counts deleted ones too, Discord does not
  const open = () => parent.banyanOpenThread(message.dataset.messageId); // a thread has its message's number
  summary.replaceWith(makeButton(summary.className, `${name} ›`, open));
}

function addDismiss(message) {
  const note = message.querySelector(".message-ephemeral-note");
  if (!note || note.childElementCount) return;
  note.append(" · ", makeButton("dismiss-button", "Dismiss message", () => {
    dismissed.add(message.dataset.messageId);
    complete();
  }));
}

function shorten(message) {
  const time = message.querySelector(".message-time")?.firstChild;
  if (time?.data?.includes(", ")) time.data = time.data.split(", ").at(-1); // the date stands above the day's first message
}

function shortenLinks(message) {
  for (const link of message.querySelectorAll('a[href^="https://discord.com/channels/"]')) {
    if (link.textContent === link.href) link.textContent = "›\u00a0message"; // Discord does not show the long address either
  }
}

function isHidden(message) {
  const repeatsCard = message.querySelector(".message-system-icon")?.textContent === "thread"; // it stands under its card
  return repeatsCard || dismissed.has(message.dataset.messageId);
}

function follow() {
  const last = list.lastElementChild;
  const shown = `${last?.dataset.messageId} ${last?.querySelectorAll(".message-components *").length}`; // it may grow
  if (shown === newest) return;
  newest = shown;
  requestAnimationFrame(() => { timeline.scrollTop = timeline.scrollHeight; });
}

function complete() {
  follow();
  document.getElementById("channel-empty").textContent = parent.banyanEmpty();
  for (const message of list.querySelectorAll(".channel-message")) {
    if (parent.banyanHasMessageApps() && !message.querySelector(".apps-button")) addApps(message);
    openThreads(message);
    addDismiss(message);
    shorten(message);
    shortenLinks(message);
    message.hidden = isHidden(message);
  }
  keepFocus();
}

// Whoever uses the keyboard goes on at the answer, also when it took away the button or the form that was pressed

let held; // what had the focus last
let sent; // the message that was the newest when a form was sent, until the next comes
const newestShown = () => [...list.querySelectorAll(".channel-message:not([hidden])")].at(-1);
document.addEventListener("focusin", ({ target }) => { held = target; });
form.addEventListener("submit", () => { sent = newestShown(); });
function keepFocus() {
  const isElsewhere = parent.document.activeElement !== frameElement; // at the rooms, the people, the steps
  if (isElsewhere || form.childElementCount) return; // a form that is open keeps it
  const last = newestShown();
  const isGone = held && !held.isConnected && document.activeElement === document.body;
  const isAnswered = sent && sent !== last;
  if (isAnswered) sent = undefined;
  if (!last || !(isGone || isAnswered)) return;
  last.tabIndex = -1;
  last.focus({ preventScroll: true });
}

// Forms: the cursor begins where the words go, not on the button that closes

let begun; // the form that was open last, by the name of its first field
form.addEventListener("focusin", ({ target }) => {
  const field = form.querySelector("textarea, input");
  if (!target.matches(".modal-close") || !field || field.name === begun) return;
  begun = field.name;
  field.focus();
});
function formChanged() {
  parent.document.body.classList.toggle("form-open", !form.hidden && form.childElementCount > 0);
  keepFocus();
}

// The command line: it asks for what can be chosen at once, as Discord does, and shows names instead of numbers

const names = new Map(); // what a choice stands for, by the value that is sent

composer.addEventListener("focusin", ({ target }) => {
  if (!target.matches('.command-option-input[aria-autocomplete="list"]')) return;
  if (!target.value) target.dispatchEvent(new Event("input", { bubbles: true }));
});
document.addEventListener("click", ({ target }) => {
  const choice = target.closest(".command-suggestion");
  if (!choice) return;
  const { value } = choice.dataset;
  const name = choice.textContent;
  names.set(value, name);
  setTimeout(() => { // what was chosen is not offered again, so that Enter sends
    const field = document.activeElement;
    if (!field.matches(".command-option-input") || ![value, name].includes(field.value)) return;
    const popup = document.querySelector(".command-popup");
    if (popup) popup.hidden = true;
    field.setAttribute("aria-expanded", "false");
  });
}, true);
function tidyCommand() {
  const heading = document.querySelector(".command-popup-heading");
  if (heading?.textContent === "OPTIONS MATCHING ") heading.textContent = "OPTIONS";
  for (const field of composer.querySelectorAll(".command-option-input")) {
    const name = /^\d{15,}$/.test(field.value) && names.get(field.value);
    if (name) Object.assign(field, { value: name }).style.width = `${Math.min(40, name.length + 1)}ch`;
  }
}

new MutationObserver(complete).observe(list, { childList: true, subtree: true });
new MutationObserver(formChanged).observe(form, { childList: true, attributes: true });
new MutationObserver(tidyCommand).observe(composer, { childList: true, subtree: true });
complete();
formChanged();
