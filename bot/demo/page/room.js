// In the frame: what simcord's preview leaves out. Apps on a message, the way from a message to its thread,
// and that what just came is in view.
const list = document.getElementById("channel-message-list");
const timeline = document.getElementById("channel-timeline");
const form = document.getElementById("modal-root");
let newest;

function addApps(message) {
  let toolbar = message.querySelector(".message-context-actions");
  if (!toolbar) {
    toolbar = Object.assign(document.createElement("div"), { className: "message-context-actions" });
    message.append(toolbar);
  }
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Apps" });
  button.className = "message-action-button apps-button";
  button.onclick = () => parent.banyanOpenApps(message.dataset.messageId);
  toolbar.append(button);
}

function openThreads(message) {
  const summary = message.querySelector("div.thread-summary");
  if (!summary) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: summary.className });
  button.append(...summary.childNodes);
  button.onclick = () => parent.banyanOpenThread(message.dataset.messageId); // a thread has its message's number
  summary.replaceWith(button);
}

function follow() {
  const last = list.lastElementChild?.dataset.messageId;
  if (last === newest) return;
  newest = last;
  requestAnimationFrame(() => { timeline.scrollTop = timeline.scrollHeight; });
}

function complete() {
  follow();
  parent.document.body.classList.toggle("form-open", !form.hidden && form.childElementCount > 0);
  for (const message of list.querySelectorAll(".channel-message")) {
    if (parent.banyanHasMessageApps() && !message.querySelector(".apps-button")) addApps(message);
    openThreads(message);
  }
}

const observer = new MutationObserver(complete);
observer.observe(list, { childList: true, subtree: true });
observer.observe(form, { childList: true, attributes: true });
complete();
