// Lời riêng của ô khu vực.
export const words = {
  vi: {
    indexMedian: '{index}, trung vị',
    indexRange: '8 trên 10 trường hợp: {low}–{high}',
    spread: 'Khả năng đổi cấp đến {last}: {share} %.',
    spreadEarly: 'Một phần mười số trường hợp đổi muộn nhất ngày {date}.',
    spreadHalf: 'Một nửa số trường hợp đổi muộn nhất ngày {date}.',
    spreadLate: 'Chín phần mười số trường hợp đổi muộn nhất ngày {date}.',
    week: '{from}–{to}: nhiều khả năng nhất là cấp {roman} ({share} %); từ cấp IV trở lên {p} %.',
    weekUnknown: '{from}–{to}: chưa đủ số liệu để biết.',
    past: 'cao hơn {share} % số ngày cùng kỳ',
    pastNone: 'Chưa lập được mức cùng kỳ nhiều năm.',
  },
  en: {
    indexMedian: '{index}, median',
    indexRange: '8 cases out of 10: {low}–{high}',
    spread: 'Chance that the level changes by {last}: {share} %.',
    spreadEarly: 'One case in ten has changed by {date}.',
    spreadHalf: 'Half of the cases have changed by {date}.',
    spreadLate: 'Nine cases in ten have changed by {date}.',
    week: '{from}–{to}: most likely level {roman} ({share} %); level IV or above {p} %.',
    weekUnknown: '{from}–{to}: too few data to tell.',
    past: 'higher than on {share} % of the days of this season',
    pastNone: 'What is usual at this season has not been worked out yet.',
  },
};
