package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/forecast/table"
	"github.com/canhlua/canhlua/forecast/workshop"
)

// Past gathers the past that tables are tried on.
type Past func(ctx context.Context, from, to forecast.Date) (*workshop.Source, error)

// largestTable is the longest body that holds a table, a workbook's limit.
const largestTable = 4 << 20

// routeWorkshop wires the table workshop: drafts, what is wrong with them, what they
// would have done, and how one becomes the table in force.
func (s *Server) routeWorkshop() {
	desk(s, http.MethodGet, "/api/v1/workshop/tables", "Các bảng tra, cả dự thảo · Editions, drafts too", forecast.RoleOfficer, s.getDraftTables)
	desk(s, http.MethodGet, "/api/v1/workshop/tables/{id}", "Một bảng tra dưới dạng ô · An edition as cells", forecast.RoleOfficer, s.getSheet)
	desk(s, http.MethodPost, "/api/v1/tables/{id}/enact", "Ban hành một dự thảo · Make a draft the table in force", forecast.RolePublisher, s.postEnact)
	desk(s, http.MethodDelete, "/api/v1/tables/{id}", "Xóa một dự thảo · Take a draft away", forecast.RolePublisher, s.deleteDraft)
	withTable(s, "/api/v1/tables", "Nhập bảng tra làm dự thảo: CSV, XLSX hoặc ô JSON · Add a draft: CSV, XLSX or JSON cells",
		http.StatusCreated, forecast.RolePublisher, s.postTable)
	withTable(s, "/api/v1/workshop/check", "Kiểm tra bảng tra; không lưu · Check a table; nothing is kept",
		http.StatusOK, forecast.RoleOfficer, s.postCheck)
	trial(s, "/api/v1/workshop/diff", "So hai bảng tra · What differs between two tables", s.postDiff)
	trial(s, "/api/v1/workshop/impact", "Thử hai bảng tra trên các mùa đã qua · Two tables tried on the past", s.postImpact)
	trial(s, "/api/v1/workshop/calibrate", "Đề xuất giới hạn cấp · Propose class limits", s.postCalibrate)
	s.routeAnnex()
}

// workshopTable is an edition in the workshop's list.
type workshopTable struct {
	TableInfo
	First forecast.Date `json:"first,omitzero" doc:"First day in force; none = since ever"`
	Last  forecast.Date `json:"last,omitzero" doc:"Last day in force; none = until further notice"`
	Draft bool          `json:"draft"`
}

type workshopTables struct {
	Tables []workshopTable `json:"tables" doc:"Newest first"`
	From   forecast.Date   `json:"from,omitzero" doc:"First day of the past that is offered for trials"`
	To     forecast.Date   `json:"to,omitzero" doc:"Last day with readings, at the latest yesterday"`
}

// trialYears is how long a past is offered.
const trialYears = 20

func (s *Server) getDraftTables(ctx context.Context, _ *struct{}) (workshopTables, error) {
	out := workshopTables{Tables: []workshopTable{}}
	m := s.moment()
	editions, err := s.store.Editions(ctx)
	if err != nil {
		return out, err
	}
	today, ok := s.inForce(ctx, editions, m.today)
	for _, e := range slices.Backward(editions) {
		e.Added = s.local(e.Added)
		out.Tables = append(out.Tables, workshopTable{TableInfo: TableInfo{e, ok && today.ID() == e.ID},
			First: e.ValidFrom, Last: e.Last(), Draft: e.Status == forecast.Proposed})
	}
	stations, err := s.store.Stations(ctx, m.now)
	for _, f := range stations {
		if last := forecast.DateOf(f.Newest, s.province.Location); !f.Newest.IsZero() && last.After(out.To) {
			out.To = last
		}
	}
	if yesterday := m.today.AddDays(-1); out.To.After(yesterday) {
		out.To = yesterday
	}
	if !out.To.IsZero() {
		out.From = forecast.Date{Year: out.To.Year - trialYears, Month: out.To.Month, Day: out.To.Day}.AddDays(1)
	}
	return out, err
}

// anyEdition finds an edition, drafts too.
func (s *Server) anyEdition(ctx context.Context, id string) (forecast.Edition, table.Table, error) {
	editions, err := s.store.Editions(ctx)
	if err != nil {
		return forecast.Edition{}, table.Table{}, err
	}
	i := slices.IndexFunc(editions, func(e forecast.Edition) bool { return e.ID == id })
	if i < 0 {
		return forecast.Edition{}, table.Table{}, &forecast.NotFound{Kind: "table", Name: id}
	}
	t, err := read(&editions[i])
	return editions[i], t, err
}

// sheetAnswer is a table as cells, with what is wrong with it.
type sheetAnswer struct {
	Good   bool          `json:"good" doc:"Nothing is wrong"`
	ID     string        `json:"id,omitempty" doc:"Of a good table"`
	Faults []table.Fault `json:"faults"`
	Sheet  table.Sheet   `json:"sheet"`
	CSV    string        `json:"csv,omitempty" doc:"Of a good table"`
}

func newSheetAnswer(c table.Checked) sheetAnswer {
	a := sheetAnswer{Good: c.Err == nil, Faults: c.Faults, Sheet: c.Sheet}
	if a.Faults == nil {
		a.Faults = []table.Fault{}
	}
	if a.Good {
		a.ID, a.CSV = c.Table.ID(), string(c.Table.CSV())
	}
	return a
}

func (s *Server) getSheet(ctx context.Context, in *tableInput) (sheetAnswer, error) {
	_, t, err := s.anyEdition(ctx, in.ID)
	return newSheetAnswer(table.Checked{Sheet: t.Sheet(), Table: t}), err
}

// postCheck says what is wrong with a table.
func (s *Server) postCheck(_ context.Context, c table.Checked) (sheetAnswer, error) {
	return newSheetAnswer(c), nil
}

// postTable adds a table as a draft, whatever status it bears.
func (s *Server) postTable(ctx context.Context, c table.Checked) (sheetAnswer, error) {
	if c.Err != nil {
		return sheetAnswer{}, faultProblem(c)
	}
	draft := c.Table.Draft()
	e := draft.Edition()
	e.Added = s.moment().now
	return newSheetAnswer(table.Checked{Sheet: draft.Sheet(), Table: draft}), s.store.AddEdition(ctx, e, s.entry(ctx, holder(ctx)))
}

// faultProblem is a 422 with a place, a reason and a remedy for each fault.
func faultProblem(c table.Checked) error {
	p := newProblem(http.StatusUnprocessableEntity, c.Err.Error())
	for _, f := range c.Faults {
		p.Errors = append(p.Errors, &huma.ErrorDetail{Location: f.Place(), Value: f.Value, Message: f.Reason + "; " + f.Remedy})
	}
	return p
}

// deleteDraft takes a draft away and gives what is left.
func (s *Server) deleteDraft(ctx context.Context, in *tableInput) (workshopTables, error) {
	if err := s.store.RemoveDraft(ctx, in.ID, s.entry(ctx, holder(ctx))); err != nil {
		return workshopTables{}, err
	}
	return s.getDraftTables(ctx, nil)
}

type enactInput struct {
	ID   string `path:"id" doc:"Draft"`
	Body forecast.Enactment
}

type enactAnswer struct {
	TableInfo
	Ended []forecast.Edition `json:"ended" doc:"Editions that now end the day before"`
}

// postEnact makes a draft the authority's table.
func (s *Server) postEnact(ctx context.Context, in *enactInput) (enactAnswer, error) {
	_, draft, err := s.anyEdition(ctx, in.ID)
	if err != nil {
		return enactAnswer{}, err
	}
	m := s.moment()
	t, err := draft.Enact(in.Body, m.today)
	if err != nil {
		return enactAnswer{}, err
	}
	e := t.Edition()
	e.Added = m.now
	ended, err := s.store.Enact(ctx, e, s.entry(ctx, holder(ctx)))
	return enactAnswer{TableInfo{e, e.Covers(m.today)}, append([]forecast.Edition{}, ended...)}, err
}
