// Lời riêng của chú giải, danh sách và dải lưu ý.
export const words = {
  vi: {
    ruleMedian: 'Cấp của ngày tới là cấp của trường hợp ở giữa (trung vị).',
    ruleProbable: 'Cấp của ngày tới là cấp cao nhất có xác suất từ {p} % trở lên.',
    chanceName: 'Phóng to: số sau tên là xác suất cấp IV trở lên.',
    seasonName: 'Phóng to: số sau tên là tỷ lệ đó của từng khu vực.',
    seasonAll: 'P cao hơn {low}–{high} % số ngày cùng kỳ {years}.',
    seasonSame: 'P cao hơn {low} % số ngày cùng kỳ {years}.',
    season: 'So cùng kỳ (%)',
    danger: 'Cấp IV–V (%)',
    remark: 'Lưu ý',
  },
  en: {
    ruleMedian: 'The level of a day ahead is that of the middle case (median).',
    ruleProbable: 'The level of a day ahead is the highest with a probability of {p} % or more.',
    chanceName: 'Zoomed in, the number behind a name is the probability of level IV or above.',
    seasonName: 'Zoomed in, the number behind a name is this share for the zone.',
    seasonAll: 'P is higher than on {low}–{high} % of the days of this season in {years}.',
    seasonSame: 'P is higher than on {low} % of the days of this season in {years}.',
    season: 'For the season (%)',
    danger: 'Level IV–V (%)',
    remark: 'Note',
  },
};
