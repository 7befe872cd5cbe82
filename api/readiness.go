package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"github.com/canhlua/canhlua/forecast"
	"github.com/canhlua/canhlua/geo"
)

// routeReadiness wires the register of what stands ready: public without persons
// and their numbers, whole for those who work here.
func (s *Server) routeReadiness() {
	get[struct{}, readinessAnswer](s, "/api/v1/readiness", "Lực lượng, phương tiện, công trình sẵn sàng · What stands ready, without persons", s.getReadiness)
	get[struct{}, readinessFeatures](s, "/api/v1/readiness.geojson", "Lực lượng, phương tiện, công trình, GeoJSON · What stands ready and has a place, GeoJSON", s.getReadinessFeatures, geoJSONType)
	get[struct{}, string](s, "/api/v1/readiness.csv", "Lực lượng, phương tiện, công trình, CSV · What stands ready, CSV, without persons", s.getReadinessCSV, csvType)
	s.routeReadinessFile()
	body := func(op *huma.Operation) { op.MaxBodyBytes = largestBody }
	desk(s, http.MethodGet, "/api/v1/readiness/register", "Sổ đăng ký đầy đủ, có số điện thoại · The whole register, with phone numbers", forecast.RoleOfficer, s.getRegister)
	desk(s, http.MethodPost, "/api/v1/readiness", "Ghi vào sổ đăng ký · Add to the register, or replace in it", forecast.RoleOfficer, s.postReadiness, body)
	desk(s, http.MethodDelete, "/api/v1/readiness/{id}", "Xóa khỏi sổ đăng ký · Take out of the register", forecast.RoleOfficer, s.deleteReadiness)
}

// AssetInfo is a thing of the register with how it stands today.
type AssetInfo struct {
	forecast.Asset
	Expired bool `json:"expired" doc:"No longer good today"`
}

type readinessAnswer struct {
	Kinds  []forecast.ReadinessKind `json:"kinds"`
	Assets []AssetInfo              `json:"assets" doc:"By kind and id"`
	Plan   forecast.ReadinessPlan   `json:"plan" doc:"Who does what at each level, as the province's profile says"`
}

type readinessFeature struct {
	Type       string       `json:"type" enum:"Feature"`
	ID         string       `json:"id"`
	Geometry   firePosition `json:"geometry"`
	Properties AssetInfo    `json:"properties"`
}

type readinessFeatures struct {
	Type     string             `json:"type" enum:"FeatureCollection"`
	Features []readinessFeature `json:"features"`
}

// register is the register: whole, or as the public may see it.
func (s *Server) register(ctx context.Context, whole bool) (readinessAnswer, error) {
	a := readinessAnswer{Kinds: []forecast.ReadinessKind{}, Assets: []AssetInfo{}, Plan: s.province.Plan}
	a.Plan.Tasks = append([]forecast.PlanTask{}, a.Plan.Tasks...)
	hidden := map[string]bool{}
	for _, k := range s.province.Readiness {
		if hidden[k.ID] = k.Private && !whole; !hidden[k.ID] {
			a.Kinds = append(a.Kinds, k)
		}
	}
	assets, err := s.store.Assets(ctx)
	if err != nil {
		return a, err
	}
	today := s.moment().today
	for _, asset := range assets {
		if private, known := hidden[asset.Kind]; !whole && (private || !known) {
			continue // a kind that the profile no longer names might be persons
		}
		if !whole {
			asset.Contact, asset.Phone, asset.Note = "", "", ""
		}
		a.Assets = append(a.Assets, AssetInfo{asset, asset.Expired(today)})
	}
	return a, nil
}

func (s *Server) getReadiness(ctx context.Context, _ *struct{}) (*page, error) {
	a, err := s.register(ctx, false)
	if err != nil {
		return nil, err
	}
	return newJSON(jsonType, a)
}

func (s *Server) getReadinessFeatures(ctx context.Context, _ *struct{}) (*page, error) {
	a, err := s.register(ctx, false)
	if err != nil {
		return nil, err
	}
	out := geo.BeginCollection(nil)
	for _, asset := range a.Assets {
		if !asset.Lat.OK {
			continue
		}
		properties, err := json.Marshal(asset)
		if err != nil {
			return nil, err
		}
		place, err := json.Marshal(firePosition{Type: "Point", Coordinates: orb.Point{asset.Lon.V, asset.Lat.V}})
		if err != nil {
			return nil, err
		}
		out = geo.AppendFeature(out, asset.ID, place, properties)
	}
	return newPage(geoJSONType, geo.EndCollection(out, nil)), nil
}

func (s *Server) getRegister(ctx context.Context, _ *struct{}) (readinessAnswer, error) {
	return s.register(ctx, true)
}

type readinessInput struct {
	Body struct {
		Assets []forecast.Asset `json:"assets" minItems:"1" maxItems:"5000"`
	}
}

// postReadiness keeps all things of a request, or none.
func (s *Server) postReadiness(ctx context.Context, in *readinessInput) (readinessAnswer, error) {
	for i := range in.Body.Assets {
		if err := in.Body.Assets[i].Check(s.province.Readiness); err != nil {
			return readinessAnswer{}, err
		}
		if err := s.placedInZone(ctx, &in.Body.Assets[i]); err != nil {
			return readinessAnswer{}, err
		}
	}
	if err := s.store.SaveAssets(ctx, in.Body.Assets, s.entry(ctx, holder(ctx))); err != nil {
		return readinessAnswer{}, err
	}
	return s.register(ctx, true)
}

// placedInZone refuses a thing of a zone that today's set does not have: no plan
// would ever name it.
func (s *Server) placedInZone(ctx context.Context, a *forecast.Asset) error {
	if a.Zone == "" {
		return nil
	}
	set, err := s.setOn(ctx, s.moment().today)
	if err != nil {
		return err
	}
	if _, there := set.zone(a.Zone); !there {
		return forecast.AssetFault(forecast.Invalid{Column: "zone", Value: a.Zone}, "no_zone", "id", a.ID)
	}
	return nil
}

type assetPath struct {
	ID string `path:"id" maxLength:"64"`
}

func (s *Server) deleteReadiness(ctx context.Context, in *assetPath) (readinessAnswer, error) {
	if err := s.store.RemoveAsset(ctx, in.ID, s.entry(ctx, holder(ctx))); err != nil {
		return readinessAnswer{}, err
	}
	return s.register(ctx, true)
}
