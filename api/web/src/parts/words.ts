// Lời riêng của chú giải, danh sách và dải lưu ý.
export const words = {
  vi: {
    ruleMedian: 'Cấp của ngày tới là cấp của trường hợp ở giữa (trung vị).',
    ruleProbable: 'Cấp của ngày tới là cấp cao nhất có xác suất từ {p} % trở lên.',
    chanceName: 'Số sau tên: xác suất cấp IV trở lên.',
    seasonName: 'Số sau tên: P cao hơn bao nhiêu phần trăm số ngày cùng kỳ {years}.',
    seasonAll: 'P cao hơn {low}–{high} % số ngày cùng kỳ {years}.',
    seasonSame: 'P cao hơn {low} % số ngày cùng kỳ {years}.',
    season: 'So cùng kỳ (%)',
    danger: 'Cấp IV–V (%)',
    remark: 'Lưu ý',
  },
  en: {
    ruleMedian: 'The level of a day ahead is that of the middle case (median).',
    ruleProbable: 'The level of a day ahead is the highest with a probability of {p} % or more.',
    chanceName: 'Behind the name: probability of level IV or above.',
    seasonName: 'Behind the name: on what share of this season’s days in {years} P was lower.',
    seasonAll: 'P is higher than on {low}–{high} % of the days of this season in {years}.',
    seasonSame: 'P is higher than on {low} % of the days of this season in {years}.',
    season: 'For the season (%)',
    danger: 'Level IV–V (%)',
    remark: 'Note',
  },
};
