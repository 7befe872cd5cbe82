// What the service says of how good the forecasts were.
import type { Level, Maybe } from '../api';

/** A figure with its interval, any of which may be missing, and why. */
export interface Score {
  value: Maybe;
  low: Maybe;
  high: Maybe;
  n: number;
  reason?: string;
}

export interface Skill {
  brier: Score;
  rps: Score;
  bss: Score;
  rpss: Score;
}

export interface Scores {
  percent_correct: Score;
  heidke: Score;
  hit_rate: Score;
  false_alarm_ratio: Score;
  rps: Score;
  brier: Score;
  roc_area: Score;
  bias: Score[]; // by level, I first
  fire_area: Score;
  persistence: Skill;
  climatology: Skill;
}

/** One class of the probability of level IV or V. */
export interface Bin {
  from: number;
  to: number;
  n: number;
  mean_forecast: Maybe;
  observed_frequency: Maybe;
}

export interface FireShare {
  levels: { level: Level; fires: number; zone_day_share: Maybe; fire_share: Maybe }[];
  left_out: number;
}

export interface LeadReport {
  lead_days: number;
  table: number[][]; // a row for each level forecast, a column for each that came
  scores: Scores;
  bins: Bin[];
  by_fires: FireShare;
}

export interface Verification {
  from?: string;
  to?: string;
  days: number;
  zones: number;
  refused: number;
  overridden: number; // forecasts that were a person's
  simulated: boolean;
  options: { confidence_pct: number };
  leads: LeadReport[];
}
