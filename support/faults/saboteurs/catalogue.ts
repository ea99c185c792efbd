import type { Saboteur } from './interference';
import { PARTY_SABOTEURS } from './party';
import { PONG_SABOTEURS } from './pong';
import { RACE_SABOTEURS } from './race';

/** All of them, by system. */
export const SABOTEURS: readonly Saboteur[] = [...RACE_SABOTEURS, ...PONG_SABOTEURS, ...PARTY_SABOTEURS];

/** @throws Error that names those there are. */
export function saboteurOf(id: string): Saboteur {
  const saboteur = SABOTEURS.find((one) => one.id === id);
  if (saboteur) return saboteur;
  throw new Error(`There is no saboteur "${id}". There are: ${SABOTEURS.map((one) => one.id).join(', ')}.`);
}
