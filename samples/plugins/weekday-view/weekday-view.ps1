# The rows of the report are days. Hashtables are used for sums, since ConstrainedLanguage makes no objects of them.
function Show-PluginView {
    param([string[]] $Column)
    begin {
        $names = 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'
        $days = @{}
    }
    process {
        if ($null -eq $_.periodStart) { return }
        $name = "$($_.periodStart.DayOfWeek)"
        if (-not $days.ContainsKey($name)) { $days[$name] = @{ Requests = 0L; Tokens = 0L; Cost = [decimal]0 } }
        $day = $days[$name]
        if ($null -ne $_.requests) { $day.Requests += $_.requests }
        if ($null -ne $_.totalTokens) { $day.Tokens += $_.totalTokens }
        if ($null -ne $_.cost) { $day.Cost += $_.cost }
    }
    end {
        foreach ($name in $names) {
            $day = $days[$name]
            if ($null -eq $day) { continue }
            $name | Select-Object -Property @{ n = 'Weekday'; e = { $_ } }, @{ n = 'Requests'; e = { $day.Requests } },
                @{ n = 'Tokens'; e = { $day.Tokens } }, @{ n = 'Cost'; e = { $day.Cost } }
        }
    }
}
