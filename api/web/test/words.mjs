// The mock's texts, in place of a province profile.
import { addDays, today } from './season.mjs';

const text = (vi, en) => ({ vi, en });
const law = text('Nghị định 156/2018/NĐ-CP, Điều 46', 'Decree 156/2018/NĐ-CP, article 46');
const burning = text('Nghị định 156/2018/NĐ-CP, Điều 47', 'Decree 156/2018/NĐ-CP, article 47');
const tower = text('04 TCN 89:2006', '04 TCN 89:2006');
const watch = (vi, en) => ({
  text: text(`Trực chòi canh lửa ${vi}.`, `Man the fire tower ${en}.`),
  basis: tower,
});
const noBurning = {
  text: text('Không đốt nương, đốt dọn thực bì.', 'No swidden or slash burning.'),
  basis: burning,
};
const media = {
  text: text('Thông báo hằng ngày trên đài, báo.', 'Notice in the media every day.'),
  basis: law,
};

const level = (n, roman, color, vi, en, meaning, duties = []) => ({
  ...{ level: n, roman, color, label: text(vi, en), meaning, duties },
});

export const words = {
  levels: [
    level(null, '?', '#d4d8d3', 'không xác định', 'unknown', text('Thiếu số liệu.', 'Data are missing.')),
    level(1, 'I', '#4caf6d', 'cấp thấp', 'low', text('Ít khả năng cháy rừng.', 'Fire is unlikely.')),
    level(2, 'II', '#5b9bd5', 'cấp trung bình', 'moderate', text('Có thể cháy rừng.', 'Fire is possible.'), [
      watch('từ 10 đến 17 giờ', 'from 10 to 17 h'),
    ]),
    level(3, 'III', '#f6d743', 'cấp cao', 'high', text('Dễ cháy rừng.', 'Fire starts easily.'), [
      watch('từ 9 đến 18 giờ', 'from 9 to 18 h'),
    ]),
    level(
      ...[4, 'IV', '#f28c28', 'cấp nguy hiểm', 'dangerous'],
      text('Rất dễ cháy, lửa lan nhanh.', 'Fire starts very easily and spreads fast.'),
      [watch('từ 8 đến 22 giờ', 'from 8 to 22 h'), noBurning, media],
    ),
    level(
      ...[5, 'V', '#d7261e', 'cấp cực kỳ nguy hiểm', 'extremely dangerous'],
      text('Cháy ở mọi loại rừng, lửa lan rất nhanh.', 'Every forest burns, fire spreads very fast.'),
      [watch('24 giờ', 'for 24 h'), noBurning, media],
    ),
  ],
};

export const province = {
  id: 'mock',
  name: text('tỉnh Bình Dương', 'Bình Dương province'),
  office: text('Chi cục Kiểm lâm', 'Provincial forest rangers'),
  time_zone: 'Asia/Ho_Chi_Minh',
  today,
  now: `${today}T18:00:00+07:00`,
  ...{ ahead_days: 10, past_days: 7, stale_hours: 30, simulated: true, provisional: true },
  ...{ base_map: '', base_map_credit: '', center: [106.65, 11.2], bounds: [106.3, 10.86, 107.06, 11.56] },
  levels: words.levels,
  words: {
    'group.natural': text('rừng tự nhiên', 'natural forest'),
    'group.acacia': text('rừng trồng keo', 'acacia plantation'),
  },
};

/** The reason for a zone's level, from its own days. */
export function explanation(day, season, date) {
  const chain = [...season].filter(([at]) => at <= date && at > addDays(date, -40));
  const roman = day.roman;
  const dry = day.days_since_rain;
  const summary = day.level
    ? text(
        `Đã ${dry} ngày không mưa, khô nóng kéo dài: cấp ${roman}.`,
        `${dry} days without rain, hot and dry: level ${roman}.`,
      )
    : text(
        'Thiếu số liệu quan trắc nên chưa xác định được cấp.',
        'Observations are missing, so the level is unknown.',
      );
  return {
    ...{ zone: day.zone, name: day.name, date, level: day.level, roman, status: day.status, run: day.run },
    ...{
      issued: day.issued,
      published: `${today}T17:00:00+07:00`,
      provisional: true,
      simulated: true,
      summary,
    },
    text: {
      vi: ['P cộng dồn t13 × d13 từ ngày mưa đủ lớn gần nhất.', `P của ngày rơi vào cấp ${roman}.`],
      en: ['P adds up t13 × d13 since the last rain that counts.', `P of the day falls into level ${roman}.`],
    },
    reason: {},
    chain: chain.map(([at, { p_before, daily, k, p, h, rain24_mm, temp13_c, vpd13_hpa, status }]) => ({
      ...{ date: at, p_before, daily, k, p, h, rain24_mm, temp13_c, vpd13_hpa, status },
    })),
    edition: {
      ...{
        id: 'a1b2',
        title: 'Bảng tra cấp dự báo cháy rừng theo chỉ tiêu P',
        method: 'p',
        status: 'provisional',
      },
      ...{ basis: 'bậc chung của chỉ tiêu P', decision: '', issuer: '', rain_reset_mm: 5 },
    },
    row: day.level
      ? {
          forest_group: 'all',
          months: '1-12',
          over: [null, 1000, 2500, 5000, 10000][day.level - 1],
          to: [1000, 2500, 5000, 10000, null][day.level - 1],
          level: day.level,
        }
      : null,
    stations: [
      { id: '48900', name: 'Tân Sơn Nhất', weight: 0.64, value: 34.6, parts: { temp13_c: {} } },
      { id: 'dong-phu', name: 'Đồng Phú', weight: 0.36, value: 35.2, parts: { temp13_c: {} } },
    ],
  };
}
