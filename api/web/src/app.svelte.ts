import { readPlace, writePlace, type Place, type View } from './address';
import * as api from './api';
import { addDays } from './day';
import { language } from './i18n/index.svelte';
import { styleOf } from './level';
import { Remote } from './remote.svelte';

const freshMs = 10 * 60_000;

/** What the page shows: the chosen day, zone and language, and the answers for them. */
class App {
  date = $state<string | null>(null); // null = today
  zone = $state<string | null>(null);
  view = $state<View>('map');
  station = $state<string | null>(null);
  moved = false; // whether the reader has gone anywhere since the page opened
  message = $state(''); // the last thing to tell; read aloud

  province = new Remote<api.Province>();
  dates = new Remote<api.Dates>();
  levels = new Remote<api.Levels>();
  fires = new Remote<api.Fires>();
  hotspots = $state(true); // whether the map shows them
  #asked = 0; // when the province and the dates were last asked for, ms

  today = $derived(this.dates.value?.today ?? this.province.value?.today ?? null);
  day = $derived(this.date ?? this.today);
  timeZone = $derived(this.province.value?.time_zone ?? 'Asia/Ho_Chi_Minh');
  chosen = $derived(this.levels.value?.features.find((each) => each.id === this.zone)?.properties ?? null);
  problem = $derived(this.province.problem ?? this.levels.problem ?? this.dates.problem);
  /** No forecast of today yet: one may come at any moment. */
  waiting = $derived(this.problem?.status === 503 || (this.date === null && this.levels.value?.run === null));
  slow = $derived(this.province.slow || this.dates.slow || this.levels.slow);

  style(level: api.Level) {
    return styleOf(this.province.value, level);
  }

  /** Asks for the province and its days; the levels follow in loadLevels. */
  async start(): Promise<void> {
    this.#asked = Date.now();
    await Promise.all([this.province.ask(api.getProvince), this.dates.ask(api.getDates)]);
  }

  loadLevels(day: string): Promise<void> {
    return this.levels.ask((signal) => api.getLevels(day, signal));
  }

  /** Hotspots of the day and the two before it; of a day ahead there are none yet. */
  loadFires(day: string): Promise<void> {
    const last = this.today && day > this.today ? this.today : day;
    return this.fires.ask((signal) => api.getFires(addDays(last, -2), last, signal));
  }

  async retry(): Promise<void> {
    await this.start();
    if (this.day) await Promise.all([this.loadLevels(this.day), this.loadFires(this.day)]);
  }

  /** Asks anew when the page comes back after a while. */
  refresh(): void {
    if (Date.now() - this.#asked > freshMs || this.problem) void this.retry();
  }

  /** Takes over what the address says. */
  follow(): void {
    const place = readPlace(location.search);
    this.date = place.date;
    this.zone = place.zone;
    this.view = place.view;
    this.station = place.station;
    language.now = place.lang ?? usualLanguage();
  }

  /** Moves to another day, zone or view; `quiet` leaves no step in the history. */
  go(step: Partial<Omit<Place, 'lang'>>, quiet = false): void {
    this.moved = true;
    if (step.date !== undefined) this.date = step.date === this.today ? null : step.date;
    if (step.zone !== undefined) this.zone = step.zone;
    if (step.view !== undefined) this.view = step.view;
    if (step.station !== undefined) this.station = step.station;
    this.#record(quiet);
  }

  speak(lang: api.Lang): void {
    language.now = lang;
    try {
      localStorage.setItem('lang', lang);
    } catch {
      // a browser that keeps nothing still shows the language
    }
    this.#record(true);
  }

  #record(quiet: boolean): void {
    const place = {
      date: this.day,
      zone: this.zone,
      view: this.view,
      lang: language.now,
      station: this.station,
    };
    const address = location.pathname + writePlace(place);
    if (quiet)
      history.replaceState(null, '', address + location.hash); // a link of a message bears its token there
    else if (address !== location.pathname + location.search) history.pushState(null, '', address);
  }
}

function usualLanguage(): api.Lang {
  try {
    return localStorage.getItem('lang') === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi';
  }
}

export const app = new App();
