package profile

import "github.com/canhlua/canhlua/forecast"

// reportFile says whom the yearly report goes to; without it the names are left
// to be written in.
const reportFile = "report.yaml"

type addresseesFile struct {
	To      []officeFile `yaml:"to"`
	Through []officeFile `yaml:"through"`
	Places  []officeFile `yaml:"places"`
}

func (f *folder) readReport(province *forecast.Province) {
	var file addresseesFile
	if !f.has(reportFile) {
		return
	}
	d, ok := f.yaml(reportFile, &file)
	if !ok {
		return
	}
	province.Report = forecast.Addressees{To: d.offices("to", file.To), Through: d.offices("through", file.Through), Places: d.offices("places", file.Places)}
}
