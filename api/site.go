package api

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/canhlua/canhlua/api/web"
)

//go:embed notice.html
var noticeHTML string

//go:embed page.css
var pageCSS []byte

var noticePage = template.Must(template.New("notice").Parse(noticeHTML))

// notice is a page of our own, when the web app cannot speak.
type notice struct{ TitleVi, TitleEn, Vi, En, Command string }

var (
	noBuild = notice{
		"Chưa có giao diện web", "The web app is not built",
		"Tệp chạy này không kèm giao diện web. Hãy tạo giao diện rồi biên dịch lại bằng lệnh dưới đây. API vẫn hoạt động.",
		"This binary holds no web app. Build it, and the binary again, with the command below. The API works all the same.",
		"make run",
	}
	noPage = notice{
		"Không có trang này", "No such page",
		"Địa chỉ này không có gì. Hãy trở về bản đồ.", "There is nothing at this address. Go back to the map.", "",
	}
)

func (n notice) page() (*page, error) {
	var buf bytes.Buffer
	if err := noticePage.Execute(&buf, n); err != nil {
		return nil, fmt.Errorf("notice page: %w", err)
	}
	return newPage(htmlType, buf.Bytes()), nil
}

// routeSite serves the web app: each file by its own route, so that nothing
// but / falls back to the index.
func (s *Server) routeSite() error {
	files, built := web.Files()
	if !built {
		p, err := noBuild.page()
		if err != nil {
			return err
		}
		s.router.Get("/", p.serve)
		return nil
	}
	return fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("web app: %w", err)
		}
		s.routeFile(name, body)
		return nil
	})
}

func (s *Server) routeFile(name string, body []byte) {
	kind := mime.TypeByExtension(path.Ext(name))
	switch path.Ext(name) {
	case ".html":
		kind = htmlType
	case ".woff2":
		kind = "font/woff2"
	case ".webmanifest":
		kind = "application/manifest+json"
	case "":
		kind = "application/octet-stream"
	}
	p := newPage(kind, body)
	if strings.HasPrefix(name, "assets/") {
		p.keep = immutable // the bundler puts the content's hash in the name
	}
	if name == "index.html" {
		s.router.Get("/", p.serve)
	}
	s.router.Get("/"+name, p.serve)
}

func (s *Server) noSuchPage(w http.ResponseWriter, r *http.Request) {
	p, err := noPage.page()
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", p.contentType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNotFound)
	if r.Method != http.MethodHead {
		_, _ = w.Write(p.body) // the client may be gone
	}
}
