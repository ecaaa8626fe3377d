BeforeAll {
    . $PSScriptRoot/Support.ps1
    Import-Module $Manifest
    $sample = New-SampleHome "$TestDrive/home"
    $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = $sample }
    $IndiaOffset = [timespan]'05:30'

    # Every time of an object and of the records in it, with the path to it.
    function Get-Time($Object, [string] $Path) {
        foreach ($property in $Object.psobject.Properties) {
            foreach ($value in $property.Value) {
                if ($value -is [DateTimeOffset]) { [pscustomobject]@{ Path = "$Path.$($property.Name)"; Time = $value } }
                elseif ($value -and $value.GetType().Namespace -eq 'Rimuru' -and -not $value.GetType().IsEnum) { Get-Time $value "$Path.$($property.Name)" }
            }
        }
    }
}

Describe 'Times' {
    It 'are in the zone of -TimeZone: <_>' -ForEach 'Get-RimuruSession', 'Get-RimuruUsage', 'Get-RimuruCost -By Session', 'Get-RimuruCost -By Day', 'Compare-RimuruCost -Since 2026-11-05',
        'Compare-RimuruModel -To gpt-5.1-codex' {
        $times = Invoke-Expression "$_ -TimeZone Asia/Kolkata" | ForEach-Object { Get-Time $_ $_.GetType().Name }
        $times | Should -Not -BeNullOrEmpty
        $times | Where-Object { $_.Time.Offset -ne $IndiaOffset } | Should -BeNullOrEmpty
    }

    It 'are in display.time_zone: <_>' -ForEach 'Get-RimuruSession', 'Get-RimuruUsage', 'Get-RimuruCost -By Week', 'Get-RimuruAgent Codex', 'Get-RimuruStore', 'Test-RimuruAgent Codex',
        'Get-RimuruModel gpt-5.5', 'Watch-RimuruSession -TimeoutSeconds 1' {
        $env:RIMURU__DISPLAY__TIME_ZONE = 'Asia/Kolkata'
        try { $times = Invoke-Expression $_ | ForEach-Object { Get-Time $_ $_.GetType().Name } } finally { $env:RIMURU__DISPLAY__TIME_ZONE = $null }
        if ($_ -notlike 'Watch*') { $times | Should -Not -BeNullOrEmpty }
        $times | Where-Object { $_.Time.Offset -ne $IndiaOffset } | Should -BeNullOrEmpty
    }

    It 'of every record type of Rimuru are shown in one zone' {
        $module = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Rimuru' } | Select-Object -Last 1
        $zoned = $module.GetType('Rimuru.Hosting.ZonedTimes').GetMethod('In')
        $india = [Func[TimeZoneInfo]] { [TimeZoneInfo]::FindSystemTimeZoneById('Asia/Kolkata') }
        $records = [Rimuru.Session].Assembly.GetExportedTypes() | Where-Object { $_.GetMethod('<Clone>$') -and -not $_.IsAbstract }
        $count = 0
        foreach ($type in $records) {
            $record = [Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($type)
            foreach ($property in $type.GetProperties() | Where-Object CanWrite) {
                if ($property.PropertyType -in [DateTimeOffset], [Nullable[DateTimeOffset]]) { $property.SetValue($record, [DateTimeOffset]::UnixEpoch) }
                elseif ($property.PropertyType -eq [Rimuru.RimuruEvent]) { $property.SetValue($record, [Rimuru.CustomEvent] @{ Name = 'x'; Time = [DateTimeOffset]::UnixEpoch }) }
                elseif ($property.PropertyType -eq [Rimuru.Session]) { $property.SetValue($record, [Rimuru.Session] @{ SessionId = 'x'; Agent = 'Codex'; LastActivity = [DateTimeOffset]::UnixEpoch }) }
            }
            $times = @(Get-Time $record $type.Name)
            $shown = @(Get-Time $zoned.Invoke($null, @($record, $india)) $type.Name)
            @($shown | ForEach-Object Path) | Should -Be @($times | ForEach-Object Path)
            $shown | Where-Object { $_.Time.Offset -ne $IndiaOffset -or $_.Time -ne [DateTimeOffset]::UnixEpoch } | Should -BeNullOrEmpty
            @(Get-Time $record $type.Name | Where-Object { $_.Time.Offset -ne [timespan]::Zero }) | Should -BeNullOrEmpty -Because 'the record itself is not changed'
            $count += $shown.Count
        }
        $count | Should -BeGreaterThan 30
    }

    It 'are the same in table, list, CSV and JSON' {
        $session = Get-RimuruSession -Agent Codex -TimeZone Asia/Kolkata | Select-Object -First 1
        $local = $session.LastActivity.DateTime
        $session | Format-Table | Out-String -Width 120 | Should -Match ($local.ToString('yyyy-MM-dd HH:mm') + '\+05:30')
        $session | Format-List | Out-String -Width 120 | Should -Match ($local.ToString('yyyy-MM-dd HH:mm:ss') + '\+05:30')
        ($session | ConvertTo-Csv)[1] | Should -Match ([regex]::Escape($session.LastActivity.ToString()))
        $session | ConvertTo-Json | Should -Match ($local.ToString('yyyy-MM-ddTHH:mm:ss') + '[.0-9]*\+05:30')
        foreach ($depth in 1, 2) {
            $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($session, $depth))
            $shown = if ($depth -eq 1) { [regex]::Escape("$($session.LastActivity)".Remove(16)) } else { $local.ToString('yyyy-MM-dd HH:mm') + '\+05:30' }
            $copy | Format-Table | Out-String -Width 120 | Should -Match $shown
        }
    }

    It 'are as short as the offset of the zone allows: <Zone>' -ForEach @(
        @{ Zone = 'UTC'; Offset = 'Z' }, @{ Zone = 'Etc/GMT-2'; Offset = '\+02' }, @{ Zone = 'Etc/GMT+11'; Offset = '-11' }, @{ Zone = 'America/St_Johns'; Offset = '-03:30' }
    ) {
        Get-RimuruSession -Agent Codex -TimeZone $Zone | Format-Table | Out-String -Width 120 | Should -Match "\d\d:\d\d$Offset\s"
    }

    It 'fall on the day that -By Day names' {
        foreach ($zone in 'UTC', 'Asia/Tokyo', 'America/Los_Angeles') {
            $days = Get-RimuruUsage -TimeZone $zone | ForEach-Object { $_.Timestamp.ToString('yyyy-MM-dd') } | Sort-Object -Unique
            $days | Should -Be ((Get-RimuruCost -By Day -TimeZone $zone).Day | Sort-Object)
        }
    }

    It 'puts a day of the configured zone into -Since' {
        $env:RIMURU__DISPLAY__TIME_ZONE = 'Asia/Tokyo'
        try {
            $configured = Get-RimuruUsage -Since 2026-11-11 -Until 2026-11-12
            (Get-RimuruCost -By Day -Agent ClaudeCode).Day | Should -Be '2026-11-03', '2026-11-11'
        }
        finally { $env:RIMURU__DISPLAY__TIME_ZONE = $null }
        $configured.Count | Should -Be @(Get-RimuruUsage -Since 2026-11-11 -Until 2026-11-12 -TimeZone Asia/Tokyo).Count
        $configured | Should -Not -BeNullOrEmpty
    }
}
