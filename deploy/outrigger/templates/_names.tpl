{{- define "outrigger.revision" -}}
{{ default (ternary "default" "outrigger" .Values.istioNames) .Values.revision }}
{{- end }}

{{- define "outrigger.suffix" -}}
{{- $usual := ternary "default" "outrigger" .Values.istioNames }}
{{- if ne (default $usual .Values.revision) $usual }}-{{ .Values.revision }}{{ end }}
{{- end }}

{{- define "outrigger.program" -}}
{{ ternary "istio-sidecar-injector" "outrigger" .Values.istioNames }}{{ template "outrigger.suffix" . }}
{{- end }}

{{- define "outrigger.clusterRole" -}}
{{ template "outrigger.program" . }}{{ ternary "-" "." .Values.istioNames }}{{ .Release.Namespace }}
{{- end }}

{{- define "outrigger.webhookConfiguration" -}}
{{ template "outrigger.program" . }}
{{- if not .Values.istioNames }}.{{ .Release.Namespace }}
{{- else if ne .Release.Namespace "istio-system" }}-{{ .Release.Namespace }}{{ end }}
{{- end }}

{{- define "outrigger.secret" -}}
{{ ternary "sidecar-injector-certs" "outrigger-certs" .Values.istioNames }}{{ template "outrigger.suffix" . }}
{{- end }}

{{- define "outrigger.existingSuffix" -}}
{{ if ne (default "default" .Values.existingRevision) "default" }}-{{ .Values.existingRevision }}{{ end }}
{{- end }}

{{- define "outrigger.injectConfigMap" -}}
{{- if .Values.existingConfig }}istio-sidecar-injector{{ template "outrigger.existingSuffix" . }}
{{- else }}{{ ternary "istio-sidecar-injector" "outrigger-injector" .Values.istioNames }}{{ template "outrigger.suffix" . }}
{{- end }}
{{- end }}

{{- define "outrigger.meshConfigMap" -}}
{{- if .Values.existingConfig }}istio{{ template "outrigger.existingSuffix" . }}
{{- else }}{{ ternary "istio" "outrigger-mesh" .Values.istioNames }}{{ template "outrigger.suffix" . }}
{{- end }}
{{- end }}

{{- define "outrigger.discovery" -}}
{{ ternary "istiod" "outrigger-discovery" .Values.istioNames }}{{ template "outrigger.suffix" . }}
{{- end }}

{{- define "outrigger.discoveryClusterRole" -}}
{{ template "outrigger.discovery" . }}{{ ternary "-" "." .Values.istioNames }}{{ .Release.Namespace }}
{{- end }}

{{- define "outrigger.discoveryService" -}}
istiod{{ template "outrigger.suffix" . }}
{{- end }}

{{- define "outrigger.rootConfigMap" -}}
{{- if .Values.istioNames }}istio-ca-root-cert
{{- else }}outrigger-ca-root-cert{{ if ne .Release.Namespace "outrigger-system" }}.{{ .Release.Namespace }}{{ end }}
{{- end }}
{{- end }}

{{- define "outrigger.entries" -}}
{{ ternary "sidecar-injector.istio.io" "sidecar-injector.outrigger" .Values.istioNames }}
{{- end }}
