/**
 * Several threads boost one problem: each runs this program on its own part of the rows or of the groups, and all
 * make the same decisions. They meet wherever one reads what another has written.
 */
import { reserve } from '../memory';
import { nowhere } from '../numbers';

/** Looks before a thread sleeps: about 20 microseconds. */
const SPINS: u32 = 1 << 13;
/** Nanoseconds after which a sleeper looks whether another thread has failed. */
const NAP: i64 = 1_000_000_000;

/** Numbers that threads share, each in a cache line of its own. */
let shared = nowhere<u32>();
const ARRIVED_HERE: u32 = 0;
const MEETINGS: u32 = 16;
const ROUNDS: u32 = 32;
const ROUND_THREADS: u32 = 48;
const JOINED: u32 = 64;
const FAILED: u32 = 80;

/** After the last round. */
const OVER: u32 = -1;

export function layOut(): void {
  shared = reserve<u32>(96);
}

/** Waits until all of `threads` threads have come here. */
export function meet(threads: u32): void {
  if (threads == 1) return;
  const meeting = read(MEETINGS);
  if (atomic.add<u32>(shared.address(ARRIVED_HERE), 1) == threads - 1) {
    atomic.store<u32>(shared.address(ARRIVED_HERE), 0);
    advance(MEETINGS);
  } else {
    await_(MEETINGS, meeting);
  }
}

/** A worker is ready for the next round: threads join in their order. */
export function join(thread: u32): void {
  for (let before = read(JOINED); before < thread - 1; before = read(JOINED))
    await_(JOINED, before);
  advance(JOINED);
}

/** Starts a round for all that have joined. @returns how many threads it has */
export function startRound(): u32 {
  const threads = read(JOINED) + 1;
  atomic.store<u32>(shared.address(ROUND_THREADS), threads);
  if (threads > 1) advance(ROUNDS);
  return threads;
}

/** Ends the work of all that have joined, and of those that will. */
export function stop(): void {
  atomic.store<u32>(shared.address(ROUNDS), OVER);
  atomic.notify(shared.address(ROUNDS), -1);
}

/** A thread cannot go on, so nor can the others. */
export function fail(): void {
  atomic.store<u32>(shared.address(FAILED), 1);
  advance(MEETINGS);
}

export function roundsStarted(): u32 {
  return read(ROUNDS);
}

/** Waits for a round after `last`. @returns its threads; 0 if there is none any more */
export function nextRound(last: u32): u32 {
  if (last != OVER) await_(ROUNDS, last);
  return read(ROUNDS) == OVER ? 0 : read(ROUND_THREADS);
}

function read(place: u32): u32 {
  return atomic.load<u32>(shared.address(place));
}

function advance(place: u32): void {
  atomic.add<u32>(shared.address(place), 1);
  atomic.notify(shared.address(place), -1);
}

function await_(place: u32, old: u32): void {
  for (let spin: u32 = 0; spin < SPINS; spin++) if (read(place) != old) return;
  while (read(place) == old) {
    if (read(FAILED)) unreachable();
    atomic.wait<i32>(shared.address(place), <i32>old, NAP);
  }
  if (read(FAILED)) unreachable();
}
