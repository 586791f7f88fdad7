// «Учебное фото»: a drawn person who holds a sheet with two phone numbers, as a photo to send.

import { el } from "/static/api.js";
import { spoken } from "/static/numbers.js";
import { jpeg } from "/static/photos.js";

const [WIDTH, HEIGHT] = [1200, 900];
const HAIR = ["#5b3a22", "#2d2420", "#8d5a2b", "#b98746", "#6e2f1f"];
const CLOTHES = ["#4f7cac", "#b5654a", "#5d8a66", "#7b5ea7", "#c08a2e"];
const [SKIN, SHADE, INK] = ["#f2c6a0", "#e0a67c", "#1d3f8f"];

/** A file with a picture of person `who` (an id gives it its colours) and the two `numbers`. */
export async function trainingPhoto(who, numbers) {
  const canvas = el("canvas", { width: WIDTH, height: HEIGHT });
  const pen = canvas.getContext("2d");
  room(pen);
  body(pen, CLOTHES[who % CLOTHES.length]);
  head(pen, HAIR[who % HAIR.length]);
  sheet(pen, numbers.map(spoken));
  pen.font = "22px sans-serif";
  pen.fillStyle = "#ffffffc0";
  pen.fillText("Учебное фото: человек нарисован", 120, HEIGHT - 26);
  return jpeg(canvas, "training");
}

function room(pen) {
  const wall = pen.createLinearGradient(0, 0, WIDTH, HEIGHT);
  wall.addColorStop(0, "#dfe9ee");
  wall.addColorStop(1, "#a9bcc6");
  pen.fillStyle = wall;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = "#ffffff55"; // light of a window
  for (const x of [760, 960]) shape(pen, [[x, 0], [x + 150, 0], [x + 20, HEIGHT], [x - 130, HEIGHT]]);
}

function body(pen, colour) {
  pen.fillStyle = SHADE;
  pen.fillRect(320, 560, 130, 150); // the neck
  pen.fillStyle = colour;
  curve(pen, "M60 900 C70 720 190 690 318 662 Q385 742 452 662 C590 690 690 730 730 900 Z");
  pen.strokeStyle = "#00000026";
  pen.lineWidth = 8;
  pen.stroke(new Path2D("M318 662 Q385 742 452 662"));
}

function head(pen, hair) {
  pen.fillStyle = hair;
  oval(pen, 385, 365, 196, 232);
  pen.fillStyle = SHADE;
  for (const x of [205, 565]) oval(pen, x, 425, 30, 46); // ears
  pen.fillStyle = SKIN;
  oval(pen, 385, 420, 172, 208);
  pen.fillStyle = hair;
  curve(pen, "M212 400 C205 250 300 190 390 190 C490 190 565 260 558 400 C540 330 500 300 452 290 C390 330 270 320 212 400 Z");
  pen.fillStyle = "#ef9a8a66";
  for (const x of [285, 485]) oval(pen, x, 490, 36, 24); // cheeks
  for (const x of [318, 452]) {
    pen.fillStyle = "#fff";
    oval(pen, x, 420, 31, 23);
    pen.fillStyle = "#4a3626";
    oval(pen, x, 421, 15, 16);
    pen.fillStyle = "#fff";
    oval(pen, x + 5, 415, 5, 5);
  }
  pen.lineCap = "round";
  line(pen, hair, 11, "M282 376 Q318 354 352 374 M418 374 Q452 354 488 376"); // brows
  line(pen, SHADE, 8, "M386 430 Q366 490 394 494"); // nose
  pen.fillStyle = "#b4483f";
  curve(pen, "M316 532 Q385 556 454 532 Q440 592 385 592 Q330 592 316 532 Z");
  pen.fillStyle = "#fff";
  curve(pen, "M330 541 Q385 558 440 541 Q434 560 385 563 Q336 560 330 541 Z");
}

function sheet(pen, lines) {
  pen.save();
  pen.translate(855, 590);
  pen.rotate(-0.05);
  pen.shadowColor = "#00000055";
  pen.shadowBlur = 26;
  pen.shadowOffsetY = 10;
  pen.fillStyle = "#fffefa";
  pen.fillRect(-290, -190, 580, 380);
  pen.shadowColor = "transparent";
  line(pen, "#c9d8e6", 2, "M-250 -60 H250 M-250 60 H250 M-250 120 H250 M-250 -120 H250");
  pen.fillStyle = INK;
  pen.textAlign = "center";
  pen.font = 'italic 600 58px "Segoe Print", "Comic Sans MS", "Bradley Hand", "DejaVu Sans", sans-serif';
  lines.forEach((text, at) => pen.fillText(text, 0, [-70, 50][at], 510));
  pen.fillStyle = SKIN; // fingers that hold it
  pen.strokeStyle = SHADE;
  pen.lineWidth = 4;
  for (const [x, y, tilt] of [[-262, 120, -0.5], [-214, 158, -0.9], [256, 140, 0.7]]) {
    pen.beginPath();
    pen.ellipse(x, y, 24, 58, tilt, 0, 7);
    pen.fill();
    pen.stroke();
  }
  pen.restore();
}

function oval(pen, x, y, across, down) {
  pen.beginPath();
  pen.ellipse(x, y, across, down, 0, 0, 7);
  pen.fill();
}

function curve(pen, path) {
  pen.fill(new Path2D(path));
}

function line(pen, colour, width, path) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke(new Path2D(path));
}

function shape(pen, points) {
  curve(pen, `M${points.map((point) => point.join(" ")).join(" L")} Z`);
}
