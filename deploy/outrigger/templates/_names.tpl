{{- define "outrigger.revision" -}}
{{ default "default" .Values.revision }}
{{- end }}

{{- define "outrigger.suffix" -}}
{{ if ne (default "default" .Values.revision) "default" }}-{{ .Values.revision }}{{ end }}
{{- end }}

{{- define "outrigger.webhookSuffix" -}}
{{ template "outrigger.suffix" . }}{{ if ne .Release.Namespace "istio-system" }}-{{ .Release.Namespace }}{{ end }}
{{- end }}
