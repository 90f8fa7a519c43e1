package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"path"
	"reflect"
	"strings"
)

var random *rand.Rand

// maker makes random JSON of a Go type.
type maker struct {
	// density is the part of the fields that is set.
	density float64
	// faults is the part of the values that is null, unknown or of another type.
	faults float64
	// directives is the part of the mappings and lists with a merge directive.
	directives float64
}

func randomCases(seed int64, scale int) []any {
	random = rand.New(rand.NewSource(seed))
	var cases []any
	add := func(c Case) {
		a := answer(c)
		for range 6 {
			if !reflect.DeepEqual(answer(c), a) {
				return
			}
		}
		cases = append(cases, map[string]any{"case": c, "answer": a})
	}
	pod := types["Pod"]
	for i := range 20 * scale {
		doc := maker{density: 0.2}.text(pod)
		patch := maker{density: 0.2, faults: 0.01, directives: float64(i%3) * 0.02}.text(pod)
		add(Case{Op: "merge", Type: "Pod", Doc: normal(doc), Patch: patch})
	}
	names := []string{"Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "CronJob", "Job"}
	for i := range 18 * scale {
		name := names[i%len(names)]
		m := maker{density: 0.25, faults: float64(i%4) * 0.004}
		add(Case{Op: []string{"decode", "yaml"}[i/2%2], Type: name, Doc: m.text(types[name])})
	}
	for range 30 * scale {
		text, _ := json.Marshal(quantityText())
		add(Case{Op: "quantity", Doc: text})
	}
	return cases
}

// normal is the document as the typed pod writes it: what is merged into has always been through the type.
func normal(doc json.RawMessage) json.RawMessage {
	object := reflect.New(types["Pod"]).Interface()
	if json.Unmarshal(doc, object) != nil {
		return json.RawMessage("{}")
	}
	out, err := json.Marshal(object)
	if err != nil {
		panic(err)
	}
	return out
}

func (m maker) text(t reflect.Type) json.RawMessage {
	text, err := json.Marshal(m.value(t, ""))
	if err != nil {
		panic(err)
	}
	return text
}

func chance(p float64) bool { return random.Float64() < p }

func pick(from ...string) string { return from[random.Intn(len(from))] }

func quantityText() string {
	digits := func(n int) string {
		var s strings.Builder
		for range random.Intn(n + 1) {
			s.WriteString(pick("0", "0", "0", "1", "2", "4", "5", "9"))
		}
		return s.String()
	}
	long := []int{4, 4, 4, 12, 24}[random.Intn(5)]
	text := pick("", "", "", "-", "+") + digits(long)
	if chance(0.4) {
		text += "." + digits(long)
	}
	return text + pick("", "", "m", "u", "n", "k", "M", "G", "T", "P", "E", "Ki", "Ki", "Mi", "Mi", "Gi", "Ti", "Pi", "Ei",
		"e3", "e-3", "E5", "e+2", "e10", "e", "K", "mi", "x", " ")
}

func (m maker) value(t reflect.Type, name string) any {
	if chance(m.faults) {
		return []any{nil, "text", 7, 1.5, true, []any{}, map[string]any{"unknown": "x"}, 5000000000}[random.Intn(8)]
	}
	switch path.Base(t.PkgPath()) + "." + t.Name() {
	case "resource.Quantity":
		return pick("1", "100m", "0.5", "1500m", "1Gi", "1024Mi", "0", "1e3")
	case "intstr.IntOrString":
		return []any{80, "http", "25%", 0}[random.Intn(4)]
	case "v1.Time":
		return pick("2024-05-01T10:00:00Z", "2024-05-01T10:00:00.5+02:00", "0001-01-01T00:00:00Z")
	case "v1.FieldsV1", "runtime.RawExtension":
		return map[string]any{"f:a": map[string]any{}}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return m.value(t.Elem(), name)
	case reflect.Slice:
		return m.list(t, name)
	case reflect.Map:
		out := map[string]any{}
		for range random.Intn(3) {
			out[pick("a", "b", "cpu", "memory")] = m.value(t.Elem(), name)
		}
		return out
	case reflect.Struct:
		out := map[string]any{}
		m.fields(t, out)
		if chance(m.directives) {
			out["$patch"] = pick("replace", "delete", "merge")
		}
		return out
	case reflect.Bool:
		return chance(0.5)
	case reflect.String:
		return pick("", "a", "b", "c", "d")
	}
	return random.Intn(4) * 40
}

func (m maker) list(t reflect.Type, name string) any {
	out := []any{}
	if t.Elem().Kind() == reflect.Uint8 {
		return "YWI="
	}
	for range random.Intn(4) {
		out = append(out, m.value(t.Elem(), name))
	}
	return out
}

func (m maker) fields(t reflect.Type, out map[string]any) {
	for i := range t.NumField() {
		f := t.Field(i)
		json := strings.Split(f.Tag.Get("json"), ",")[0]
		if f.Anonymous && json == "" {
			m.fields(f.Type, out)
			continue
		}
		// Merge keys are nearly always there; volumes of every kind would be nothing but bulk.
		key := strings.Contains(" name containerPort mountPath devicePath ip topologyKey uid ", " "+json+" ")
		nested := f.Type.Kind() == reflect.Pointer && strings.Contains(t.Name(), "VolumeSource")
		switch {
		case key && !chance(0.97), !key && !chance(m.density), nested && !chance(0.1):
			continue
		}
		if json == "status" && chance(0.8) {
			continue
		}
		if json == "spec" || json == "template" || json == "jobTemplate" || json == "containers" || key || chance(0.6) {
			out[json] = m.value(f.Type, json)
		}
		m.directive(out, f, json)
	}
	for _, always := range []string{"spec", "template", "jobTemplate", "containers"} {
		if f, ok := fieldNamed(t, always); ok && out[always] == nil {
			out[always] = m.value(f.Type, always)
		}
	}
	if chance(m.faults) {
		out["unknown"] = "x"
	}
}

func (m maker) directive(out map[string]any, f reflect.StructField, name string) {
	if f.Type.Kind() != reflect.Slice || !chance(m.directives*3) {
		return
	}
	key := f.Tag.Get("patchMergeKey")
	var items []any
	for _, v := range []string{"b", "a", "c", "d", ""} {
		if key == "" {
			items = append(items, v)
		} else {
			items = append(items, map[string]any{key: v})
		}
	}
	directive := pick("$setElementOrder/", "$deleteFromPrimitiveList/", "$retainKeys")
	switch directive {
	case "$retainKeys":
		out[directive] = []string{name, "name"}
	case "$deleteFromPrimitiveList/":
		// With the list itself beside it, the answer depends on Go's random order.
		delete(out, name)
		fallthrough
	default:
		out[fmt.Sprint(directive, name)] = items
	}
}

func fieldNamed(t reflect.Type, json string) (reflect.StructField, bool) {
	for i := range t.NumField() {
		if strings.Split(t.Field(i).Tag.Get("json"), ",")[0] == json {
			return t.Field(i), true
		}
	}
	return reflect.StructField{}, false
}
