// Lời riêng của trang về độ tin cậy của dự báo.
export const words = {
  vi: {
    verdict: 'So với {what}:',
    better: 'tốt hơn ở dự báo trước {leads} ngày',
    worse: 'kém hơn ở dự báo trước {leads} ngày',
    even: 'chưa thấy tốt hơn ở dự báo trước {leads} ngày',
    open: 'chưa đủ số liệu để so sánh ở dự báo trước {leads} ngày ({why})',
    whyPersistence:
      'Vì sao: cấp ít đổi trong một hai ngày nên coi như giữ nguyên đã gần đúng; khác biệt còn lại trong {days} ngày này có thể là ngẫu nhiên.',
    whyClimatology:
      'Vì sao: càng xa, trạng thái hôm nay càng ít ảnh hưởng; khi dự báo lấy từ thời tiết các năm trước thì đến lúc đó nó chính là mức nhiều năm.',
    oneLevel:
      'Trong {share} % trường hợp, cấp thực tế là cấp {roman}: cấp đứng lâu một chỗ thì đúng nhiều cũng không khó.',
    chancesTitle: 'Xác suất cấp IV–V theo số ngày dự báo trước',
    brier: 'Điểm Brier (0 là hoàn hảo)',
    brierPersistence: 'Hơn giữ nguyên cấp (BSS)',
    brierClimatology: 'Hơn mức nhiều năm (BSS)',
    rocArea: 'Diện tích ROC (0,5 là không phân biệt được)',
    biasTitle: 'Báo nhiều hay ít hơn thực tế',
    biasWhy:
      'Số lần báo chia cho số lần xảy ra của từng cấp: 1 là vừa, trên 1 là báo quá nhiều, dưới 1 là báo quá ít.',
    bias: 'Báo / xảy ra',
    forecast: 'đã báo',
    came: 'thực tế',
    oneAhead: 'trước 1 ngày',
    intervalNone: 'Không có khoảng tin cậy: {why}.',
  },
  en: {
    verdict: 'Against {what}:',
    better: 'better {leads} days ahead',
    worse: 'worse {leads} days ahead',
    even: 'not proved better {leads} days ahead',
    open: 'too little is known to compare {leads} days ahead ({why})',
    whyPersistence:
      'Why: levels seldom change within a day or two, so taking them to stay is nearly right; what difference is left over these {days} days may be chance.',
    whyClimatology:
      'Why: the farther ahead, the less today’s state matters; where the forecast is drawn from the weather of past years, it has by then become what is usual.',
    oneLevel:
      'In {share} % of the cases the level that came was {roman}: where a level stays for long, many hits are no great feat.',
    chancesTitle: 'Probability of IV–V by days ahead',
    brier: 'Brier score (0 is perfect)',
    brierPersistence: 'Over unchanged levels (BSS)',
    brierClimatology: 'Over other years (BSS)',
    rocArea: 'ROC area (0.5 tells nothing apart)',
    biasTitle: 'Forecast too often or too rarely',
    biasWhy:
      'Times forecast for each time it came, by level: 1 is just right, above 1 too often, below 1 too rarely.',
    bias: 'forecast / came',
    forecast: 'forecast',
    came: 'came',
    oneAhead: '1 day ahead',
    intervalNone: 'No interval: {why}.',
  },
};
