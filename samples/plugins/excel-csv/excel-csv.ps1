# Excel takes the separator of the user's language unless the first line names one, and takes a file without a mark for
# one in an old encoding.
function Export-PluginTable {
    param([string[]] $Column, [bool] $Raw)
    begin {
        function Format-Cell($value) {
            if ($null -eq $value) { return '' }
            $text = "$value"
            # Texts that look like formulas would be run: anybody can name a branch so.
            if (-not $Raw -and $value -is [string] -and $text -match '^\s*[=+\-@|\t\r\n]') { $text = "'$text" }
            if ($text -match '[";\r\n]') { $text = '"' + ($text -replace '"', '""') + '"' }
            $text
        }
        "$([char]0xFEFF)sep=;"
        ($Column | ForEach-Object { Format-Cell $_ }) -join ';'
    }
    process {
        $row = $_
        ($Column | ForEach-Object { Format-Cell $row.$_ }) -join ';'
    }
}
