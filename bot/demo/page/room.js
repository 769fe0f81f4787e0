// In the frame: what simcord's preview leaves out. Apps on a message, and the way from a message to its thread.
const list = document.getElementById("channel-message-list");

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

function complete() {
  for (const message of list.querySelectorAll(".channel-message")) {
    if (parent.banyanHasMessageApps() && !message.querySelector(".apps-button")) addApps(message);
    openThreads(message);
  }
}

new MutationObserver(complete).observe(list, { childList: true, subtree: true });
complete();
