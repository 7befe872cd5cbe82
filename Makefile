# Canh Lửa. `make help` lists what there is.
.DEFAULT_GOAL := help
WEB := api/web
BIN := var/bin/canhlua
FUZZTIME ?= 30s

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: build ## build everything and serve on http://127.0.0.1:8080
	$(BIN) serve --sample-if-offline

build: web ## build the web app and the binary
	go build -o $(BIN) ./cmd/canhlua

web: $(WEB)/dist/index.html ## build the web app

$(WEB)/node_modules: $(WEB)/package-lock.json
	cd $(WEB) && npm ci --no-audit --no-fund
	@touch $@

$(WEB)/dist/index.html: $(WEB)/node_modules $(WEB)/index.html $(wildcard $(WEB)/*.ts $(WEB)/public/*) $(shell find $(WEB)/src -type f)
	cd $(WEB) && npm run build

test: web ## every test: web units, then Go on SQLite, PostgreSQL and a browser where they are
	cd $(WEB) && npm test
	go test -timeout 20m ./...

lint: web ## formatting, vet, golangci-lint, the web app's type check
	test -z "$$(gofmt -l cmd forecast geo api data | grep -v node_modules)"
	go vet ./...
	cd .ci/tools && go build -o ../../var/bin/golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	var/bin/golangci-lint run --config .ci/golangci.yml ./...
	cd $(WEB) && npm run check && npm run lint

bench: ## benchmarks for every figure of the README
	go test -run '^$$' -bench . -benchmem ./...

fuzz: ## every fuzz target for FUZZTIME (30s)
	@for pkg in $$(grep -rlE '^func Fuzz' --include='*_test.go' cmd forecast geo api data | xargs -n1 dirname | sort -u); do \
	  for target in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$pkg/*_test.go | sed 's/func //'); do \
	    echo "$$pkg $$target"; \
	    go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x ./$$pkg || exit 1; \
	  done; \
	done

soak: ## the alerts killed at 50 moments on both engines, as a job and as the whole service, and one of two services killed
	CANHLUA_TEST_KILLS=50 CANHLUA_TEST_SEED=$(SEED) CANHLUA_TEST_REQUIRE=postgres \
	  go test -count=1 -timeout 120m -run '^(TestKilled|TestOtherServiceGoesOn|TestServiceKilled)$$' -v ./forecast/job ./cmd/canhlua

race: ## the tests under the race detector
	go test -race -timeout 20m $(RACE)

clean: ## remove what was built; the store in var/ stays
	rm -rf var/bin $(WEB)/node_modules $(WEB)/dist/assets $(WEB)/dist/index.html

SEED ?= 1
RACE ?= ./forecast/... ./geo/... ./data/... ./api/...

.PHONY: help run build web test lint bench fuzz soak race clean
