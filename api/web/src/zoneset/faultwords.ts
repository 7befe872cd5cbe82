// What is wrong with a file of zones, or was mended, in Vietnamese, by the codes of the
// service; its own texts are English. A test holds them against the service's kinds.
const redraw = 'vẽ lại hình bằng phần mềm đã vẽ';
const redrawLayer = 'sửa lớp bản đồ bằng phần mềm đã vẽ';
const drawOrLeave = 'vẽ khu vực, hoặc bỏ đối tượng này';
const again = 'xuất lại lớp bản đồ';
const collections = 'xuất lớp thành GeoJSON FeatureCollection';
const repairRest = `${redrawLayer}, hoặc chọn “Sửa các lỗi sửa được”`;
const nameCRS = 'ghi đúng hệ tọa độ của tệp ở “Cách đọc tệp”';
const range = 'ngoài khoảng: kinh độ −180…180, vĩ độ −90…90';

export const faultWords: Record<string, [reason: string, remedy: string]> = {
  shape_empty: ['hình trống', 'vẽ khu vực'],
  part_empty: ['phần này trống', 'vẽ phần này hoặc bỏ đi'],
  out_of_range: [range, redraw],
  few_points: ['vòng chỉ có {n} điểm; ít nhất là bốn, điểm cuối trùng điểm đầu', redraw],
  open_ring: ['vòng chưa khép kín', 'kết thúc ở điểm đầu'],
  bow_tie: ['vòng tự cắt và không bao diện tích nào', redraw],
  no_area: ['vòng không bao diện tích nào', redraw],
  no_area_aside: ['vòng không bao diện tích nào', 'bỏ vòng này'],
  self_crossing: ['vòng tự cắt', 'sửa hình ở chỗ này'],
  crossing: ['vòng cắt phần {other_part} vòng {other_ring}', 'sửa hình ở chỗ này'],
  more_crossings: ['còn {n} chỗ cắt nữa', ''],
  tangled: ['ranh giới rối, không chồng lên nhau để kiểm tra được', redraw],
  part_over_part: ['phần này nằm chồng lên phần {other_part}', 'gộp hai phần'],
  hole_outside: ['lỗ nằm ngoài vòng bao của nó', 'tách thành một phần riêng'],
  hole_over_hole: ['lỗ nằm chồng lên vòng {other_ring}', 'gộp hai lỗ'],
  holes_take_all: ['các lỗ chiếm hết phần này', 'bỏ phần này'],

  tangled_layer: ['ranh giới rối, không chồng lên nhau để kiểm tra được', redrawLayer],
  duplicate: [
    'cùng một vùng có hai lần, {area} ha: {zones}',
    'bỏ một trong hai, hoặc gộp lại; “Sửa các lỗi sửa được” giữ khu vực đầu',
  ],
  overlap: [
    '{area} ha thuộc nhiều hơn một khu vực: {zones}',
    'sửa ranh giới; “Sửa các lỗi sửa được” để lại cho khu vực đầu',
  ],
  overlap_sliver: [
    'dải hẹp {area} ha, rộng {width} m, thuộc nhiều hơn một khu vực: {zones}',
    '“Sửa các lỗi sửa được” để lại cho khu vực đầu',
  ],
  gap: [
    '{area} ha nằm giữa các khu vực mà không thuộc khu vực nào, giữa {zones}',
    'nếu không phải hồ hay chỗ cố ý để trống, hãy sửa ranh giới',
  ],
  gap_sliver: [
    'khe hẹp {area} ha, rộng {width} m, không thuộc khu vực nào, giữa {zones}',
    '“Sửa các lỗi sửa được” nhập vào khu vực có chung ranh giới dài nhất',
  ],
  more_duplicate: ['còn {n} chỗ trùng nữa, cộng {area} ha', repairRest],
  more_overlap: ['còn {n} chỗ chồng lấn nữa, cộng {area} ha', repairRest],
  more_overlap_sliver: ['còn {n} dải chồng lấn hẹp nữa, cộng {area} ha', repairRest],
  more_gap: ['còn {n} chỗ trống nữa, cộng {area} ha', repairRest],
  more_gap_sliver: ['còn {n} khe hẹp nữa, cộng {area} ha', repairRest],

  empty_file: ['tệp trống', 'đưa vào một GeoJSON FeatureCollection'],
  not_utf8: ['không phải văn bản UTF-8', 'lưu thành GeoJSON UTF-8; shapefile phải chuyển đổi trước'],
  no_collection: ['type không phải FeatureCollection', collections],
  no_features: ['tệp không có đối tượng nào', 'xuất lớp cùng các vùng của nó'],
  no_geojson: ['không phải GeoJSON: {cause}', collections],
  no_json: ['không phải JSON ở dòng {line}, cột {column}: {cause}', collections],
  cut_off: [
    'không phải JSON ở dòng {line}, cột {column}: {cause}',
    'tệp có vẻ bị cắt cụt: sao chép hoặc xuất lại',
  ],
  other_crs: [
    'crs ghi hệ tọa độ khác WGS 84',
    'chuyển lớp sang WGS 84 (EPSG:4326), kèm chuyển hệ quy chiếu nếu là VN-2000',
  ],
  no_feature: ['không phải đối tượng GeoJSON: {cause}', again],
  type_no_feature: ['type không phải Feature', again],
  no_geometry: ['không có hình', drawOrLeave],
  no_polygon: [
    'hình không phải Polygon hay MultiPolygon',
    'đưa vào các vùng; điểm và đường không có cấp nguy cơ',
  ],
  empty_geometry: ['hình trống', drawOrLeave],
  no_position: ['không phải vị trí [kinh độ, vĩ độ] hay danh sách vị trí ở chỗ cần có', again],
  degrees_swapped: ['vĩ độ và kinh độ bị đổi chỗ: vĩ độ không thể quá 90°', 'ghi kinh độ trước'],
  metres: [
    'không phải độ mà là mét của một phép chiếu, ở Việt Nam có lẽ là VN-2000',
    'chuyển lớp sang WGS 84 (EPSG:4326), kèm chuyển hệ quy chiếu',
  ],
  no_degrees: [range, 'chuyển lớp sang WGS 84 (EPSG:4326)'],
  degrees_far: ['không phải độ trong phạm vi Việt Nam, như {crs} phải có', nameCRS],
  metres_swapped: ['tọa độ đông và bắc bị đổi chỗ', 'xuất lớp với tọa độ đông trước'],
  degrees_no_metre: ['là độ, không phải mét của {crs}', `${nameCRS}: WGS84 hoặc EPSG:4756`],
  metres_far: ['nằm ngoài Việt Nam nếu là {crs}', nameCRS],

  mended: ['{fault}; đã sửa, trước {before} ha, nay {after} ha', ''],
  nothing_left: ['sửa xong hình không còn gì', 'vẽ lại hình, hoặc bỏ đi'],
  within_others: [
    '{zone} nằm trọn trong các khu vực đứng trước trong tệp: không sửa được',
    'bỏ một trong các khu vực, hoặc khoét nó ra khỏi các khu vực kia',
  ],
  sliver_given: ['khe hẹp {area} ha không thuộc khu vực nào được nhập vào {to}', ''],
  left_out: ['{zone} trùng vùng với {twin} nên bị bỏ ra', ''],
  taken: ['{area} ha được lấy khỏi {from} và để lại cho {to}', ''],

  same_id: [
    'trùng mã với đối tượng {other}',
    'cho mỗi khu vực một mã riêng; các phần của một khu vực thì gộp thành MultiPolygon',
  ],
  no_name: ['khu vực không có tên ở cột {column}', 'ghi tên cột ở “Cách đọc tệp”, ví dụ name:ten'],
  area_apart: [
    'cột {column} ghi {stated} ha, hình bao {own} ha; dùng diện tích của hình',
    'sửa hình hoặc sửa số',
  ],
  no_id: [
    'khu vực không có mã',
    'thêm thuộc tính id hoặc code, hoặc ghi tên cột ở “Cách đọc tệp”, ví dụ id:ma',
  ],
  bad_id: ['mã không dùng được trong địa chỉ', 'dùng nhiều nhất 64 chữ cái, chữ số, dấu chấm và gạch nối'],
  no_number: [
    'cột {column} không phải số trong khoảng',
    'ghi số từ {low} đến {high}, với dấu chấm thập phân',
  ],
  outside: ['{outside} trên {n} khu vực nằm ngoài tỉnh nếu lớp ở hệ {crs}', nameCRS],
  outside_fits: [
    '{outside} trên {n} khu vực nằm ngoài tỉnh nếu lớp ở hệ {crs}',
    'lớp sẽ nằm trong tỉnh nếu là {fits}: ghi hệ đúng ở “Cách đọc tệp”',
  ],
};
