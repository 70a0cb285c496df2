// A sheet to sign on with a finger, a pen or the mouse. The typed name is enough; the drawing comes on top.
const WIDTH = 600;
const HEIGHT = 200;

function sheet(box) {
  const label = document.createElement("p");
  label.className = "govuk-hint";
  label.textContent = box.dataset.label;
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  canvas.className = "signature__canvas";
  // Nothing that a screen reader or a keyboard could use: their way is the name above.
  canvas.setAttribute("aria-hidden", "true");
  const wipe = document.createElement("button");
  wipe.type = "button";
  wipe.className = "button button--quiet button--small";
  wipe.textContent = box.dataset.clear;
  wipe.hidden = true;
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = box.dataset.signature;
  box.append(label, canvas, wipe, input);
  box.hidden = false;
  return { canvas, wipe, input };
}

function sign(box) {
  const { canvas, wipe, input } = sheet(box);
  const pen = canvas.getContext("2d");
  let last = null;

  const blank = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    input.value = "";
    wipe.hidden = true;
  };
  const at = (event) => {
    const edge = canvas.getBoundingClientRect();
    return [((event.clientX - edge.left) * WIDTH) / edge.width, ((event.clientY - edge.top) * HEIGHT) / edge.height];
  };
  const stroke = (event) => {
    const here = at(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...here);
    pen.stroke();
    last = here;
  };

  blank();
  pen.strokeStyle = "#10243a";
  pen.lineWidth = 3;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    stroke(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (last) stroke(event);
  });
  const lift = () => {
    if (!last) return;
    last = null;
    wipe.hidden = false;
    input.value = canvas.toDataURL("image/png");
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  wipe.addEventListener("click", blank);
}

for (const box of document.querySelectorAll("[data-signature]")) sign(box);
