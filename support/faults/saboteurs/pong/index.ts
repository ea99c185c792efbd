import type { Saboteur } from '../interference';
import { BEGINNING_SABOTEURS } from './beginnings';
import { BOUNCE_SABOTEURS } from './bounces';
import { CONTRACT_SABOTEURS } from './contract';
import { CROWD_SABOTEURS } from './crowds';
import { LEAVING_SABOTEURS } from './leaving';
import { MESSAGE_SABOTEURS } from './messages';
import { PADDLE_SABOTEURS } from './paddles';
import { POINT_SABOTEURS } from './points';
import { ROOM_SABOTEURS } from './rooms';
import { SERVE_SABOTEURS } from './serves';
import { START_SABOTEURS } from './starts';

/** Faulty servers of the pong. */
export const PONG_SABOTEURS: readonly Saboteur[] = [
  ...ROOM_SABOTEURS,
  ...BEGINNING_SABOTEURS,
  ...START_SABOTEURS,
  ...PADDLE_SABOTEURS,
  ...BOUNCE_SABOTEURS,
  ...SERVE_SABOTEURS,
  ...POINT_SABOTEURS,
  ...LEAVING_SABOTEURS,
  ...MESSAGE_SABOTEURS,
  ...CROWD_SABOTEURS,
  ...CONTRACT_SABOTEURS,
];
