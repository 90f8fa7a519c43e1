package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"sort"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Text is what Go says of a value of a struct type: by its method String, as `%v` and `%+v` print it, and as JSON.
type Text struct {
	Type  string `json:"type"`
	Text  string `json:"text"`
	Plain string `json:"plain"`
	Named string `json:"named"`
	// JSON is what the value is read from as well.
	JSON json.RawMessage `json:"json"`
}

// Of each struct that a pod's metadata and spec are made of: the empty value, and one with something in each field.
func structTexts() []any {
	found := map[string]reflect.Type{}
	structs(reflect.TypeOf(meta.ObjectMeta{}), found)
	structs(reflect.TypeOf(core.PodSpec{}), found)
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	sort.Strings(names)
	var out []any
	for _, name := range names {
		for _, depth := range []int{0, 3} {
			value := reflect.New(found[name])
			fill(value.Elem(), depth)
			if text, ok := textOf(value); ok {
				out = append(out, text)
			}
		}
	}
	return out
}

func textOf(value reflect.Value) (Text, bool) {
	// Read from its own JSON, as a template's data is: empty lists are absent.
	first, err := json.Marshal(value.Interface())
	if err != nil {
		panic(err)
	}
	again := reflect.New(value.Type().Elem())
	if err := json.Unmarshal(first, again.Interface()); err != nil {
		panic(err)
	}
	stringer, ok := again.Interface().(fmt.Stringer)
	if !ok {
		return Text{}, false
	}
	name := value.Type().Elem().String()
	plain, named := fmt.Sprintf("%v", again.Elem()), fmt.Sprintf("%+v", again.Elem())
	same := func(text string) string { return address.ReplaceAllString(text, "0xADDRESS") }
	return Text{name, same(stringer.String()), same(plain), same(named), first}, true
}

var address = regexp.MustCompile(`0x[0-9a-f]{6,}`)

var quantityType, timeType, portType = reflect.TypeOf(resource.Quantity{}), reflect.TypeOf(meta.Time{}), reflect.TypeOf(intstr.IntOrString{})

func structs(t reflect.Type, found map[string]reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		structs(t.Elem(), found)
	case reflect.Struct:
		if t == quantityType || t == timeType || t == portType || t.Name() == "FieldsV1" || found[t.String()] != nil {
			return
		}
		found[t.String()] = t
		for i := range t.NumField() {
			structs(t.Field(i).Type, found)
		}
	}
}

// Puts something into each field, in structs within structs as deep as that.
func fill(v reflect.Value, depth int) {
	if depth == 0 {
		return
	}
	switch v.Type() {
	case quantityType:
		v.Set(reflect.ValueOf(resource.MustParse("1500m")))
		return
	case timeType:
		var time meta.Time
		if err := time.UnmarshalJSON([]byte(`"2026-03-04T05:06:07Z"`)); err != nil {
			panic(err)
		}
		v.Set(reflect.ValueOf(time))
		return
	case portType:
		v.Set(reflect.ValueOf(intstr.FromString("a&b")))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("Time & <x>")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Pointer:
		if v.Type().Elem().Name() != "FieldsV1" {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), depth)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), depth-1)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		element := reflect.New(v.Type().Elem()).Elem()
		fill(element, depth)
		v.SetMapIndex(reflect.ValueOf("k").Convert(v.Type().Key()), element)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), depth-1)
		}
	}
}
