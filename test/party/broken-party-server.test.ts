import { readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { expect } from 'chai';
import { play, playWith, type Run } from '../race/run';
import { BrokenPartyServer, type Fault } from './broken-party-server';

/** A wait that runs out lasts 1.5 s: what comes at all has come by then, on a busy machine too. */
const HURRIED = 0.5;

/** The promise broken, the scenario that owns it, and the words in which the suite says that it was broken. */
const FAULTS: readonly (readonly [Fault, string, readonly string[]])[] = [
  ['one player is not told the answer', 'Everybody reads the answer', []],
  ['the answer is told twice', 'Everybody reads the answer', []],
  ['a private text is told to everybody', 'A private text is not for the observer', []],
  ['notes are told to everybody', "The host's notes are not for the observer", []],
  [
    'actions are taken up last come first served',
    'Actions are taken up in the order in which they were declared',
    [],
  ],
  ['all actions have one id', 'Concurrent submission', []],
  ['an action is taken up again and again', "Two at the host's desk never take up the same action", []],
  ['anybody may act in a fight', 'Who does not have the turn is told whom to wait for, at table', []],
  [
    'anybody may act in a fight',
    'Two players act in the instant in which the turn changes, 20 times over',
    [],
  ],
  ['the order of a fight is upside down', 'Whoever is named first wins a tie', []],
  ['rounds are not counted', 'The turn passes from one to the next, and the next round follows the last', []],
  ['everybody may act again in a round', 'Nobody acts twice in a round, by request', []],
  [
    'everybody may act again in a round',
    'A player acts on two devices in the same instant, 20 times over',
    [],
  ],
  ['actions of a round stay in the queue', 'All actions of a round are answered together', []],
  ['hit points are told to everybody', 'A scratch that cannot be seen is told to nobody else', []],
  ['a change to a sheet is not told', 'Everybody sees what befalls a character', []],
  ['sheets are shown whole', 'Of another character a player sees what can be seen', []],
  [
    'an answered action may be answered again',
    'An action is answered twice in the same instant, 20 times over',
    [],
  ],
  ['a refused answer is told', 'An action that is still waiting has to be taken up first', []],
  ['the observer may act', 'The observer cannot act by request', []],
  ['who leaves is not announced', 'The others learn who has left', []],
  ['who was removed may come back', "The removed player's token is worthless", []],
  [
    'who was removed may come back',
    'A player comes with a second device while being removed, 20 times over',
    [],
  ],
  ['connections of an old token stay', 'The connections of the old token are ended', []],
  ["the observer's token opens the host's tools", 'Who may do what', []],
  ['nobody is too busy', "Ten actions in a second are a player's fill", []],
  ['who joins a fight is told nothing', 'A player who joins during the fight is told how it stands', []],
  [
    'a bad message ends the connection without a word',
    "A player's machine sends a list, is told so, and goes on",
    [],
  ],
  ['a bad message is passed over', "A player's machine sends a list, is told so, and goes on", []],
  ['a flood is borne', "A player's flood ends that player's own connection", []],
  [
    'an order that is never finished holds up everything',
    'An order that the host never finishes holds up nobody',
    [],
  ],
  ['a reader who stalls holds up the others', 'More than any line can hold holds up nobody', []],
  [
    'a command comes to nothing',
    'The command party-next comes to takes up the next action, answers an action',
    [],
  ],
  ['a second session opens beside the first', 'A session is opened twice in the same instant', []],
];
