// Phone numbers: whose they are, how they are written and read, and free ones.

import { lastTen } from "/static/api.js";

const MOBILE = /(?<!\d)(?:(?:\+?7|8)[\s()-]*)?9(?:[\s()-]*\d){9}(?!\d)/g;

/** The last ten digits of every borrower's numbers, and whose they are. */
export const owners = new Map();

/** «+7 903 111-22-33» of «+79031112233». */
export const spoken = (phone) => lastTen(phone).replace(/(...)(...)(..)(..)/, "+7 $1 $2-$3-$4");

/** The mobile numbers in what somebody has written, as «+79031112233». */
export function written(text) {
  return [...text.matchAll(MOBILE)].map(([number]) => `+7${lastTen(number)}`);
}

/** A number that nobody has. */
export function madeUp() {
  const number = `9${String(Math.floor(Math.random() * 1e9)).padStart(9, "0")}`;
  return owners.has(number) ? madeUp() : `+7${number}`;
}

/** The two numbers of a change of phone: what was written, else the person's first number and the
 * newest other one, else one that nobody has. */
export function twoOf(typed, own) {
  if (typed.length > 1) return typed.slice(0, 2);
  const other = typed.find((number) => number !== own[0]);
  return [own[0], other ?? (own.length > 1 ? own.at(-1) : madeUp())];
}
