# What is measured of machine and agents: now, kept in the ledger, and by a schedule.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = New-SampleHome "$TestDrive/home" }
}

Describe 'Get-RimuruMetric' {
    It 'measures now, and has nothing before' {
        Get-RimuruMetric | Should -BeNullOrEmpty
        $now = Get-RimuruMetric -Now
        $now | Should -BeOfType ([Rimuru.SystemMetrics])
        $now.Machine | Should -Be ([Environment]::MachineName)
        ($now.Time - [DateTimeOffset]::Now).Duration().TotalSeconds | Should -BeLessThan 60
        $now.Agents.Agent | Should -Contain 'ClaudeCode'
        $now.Agents | Should -BeOfType ([Rimuru.AgentMetrics])
        $now.TokensPerMinute | Should -BeExactly 0
        ($now.Agents | Where-Object Agent -EQ Codex).RequestsPerMinute | Should -BeExactly 0
    }

    It 'tells processors and memory on Linux' -Skip:(-not $IsLinux) {
        $now = Get-RimuruMetric -Now
        $now.CpuPercent | Should -BeGreaterOrEqual 0
        $now.CpuPercent | Should -BeLessOrEqual 100
        $now.Memory | Should -BeGreaterThan 1e6
        $now.MemoryTotal | Should -BeGreaterThan $now.Memory
    }

    It 'knows no processes of the agents of another home' {
        (Get-RimuruMetric -Now).Processes | Should -BeNullOrEmpty
    }

    It 'keeps what it measured, by number, machine and agent' {
        $before = (Get-RimuruMetric Requests -Agent ClaudeCode -Since 1h).Samples
        $null = Get-RimuruMetric -Now
        $kept = Get-RimuruMetric Requests -Agent ClaudeCode -Since 1h
        $kept | Should -BeOfType ([Rimuru.MetricRecord])
        $kept.Samples | Should -Be ($before + 1)
        ($kept.Name, $kept.Agent, $kept.Machine, $kept.Unit, $kept.Average) | Should -Be 'Requests', 'ClaudeCode', ([Environment]::MachineName), 'requests/min', 0
        (Get-RimuruMetric Requests -Since 1h).Agent | Should -Contain $null
        (Get-RimuruMetric Tokens, Requests -Agent c*).Name | Sort-Object -Unique | Should -Be 'Tokens', 'Requests'
    }

    It 'has a record for each part of the range' {
        $null = Get-RimuruMetric -Now
        foreach ($step in '1m', '1h', '1d', [TimeSpan]::FromMinutes(30)) {
            $parts = Get-RimuruMetric ActiveSessions -Agent Codex -Since 2h -Step $step
            $parts.Start.UtcDateTime | ForEach-Object { $_.Second } | Should -Be (@(0) * @($parts).Count)
            ($parts.Samples | Measure-Object -Sum).Sum | Should -Be (Get-RimuruMetric ActiveSessions -Agent Codex -Since 2h).Samples
        }
        { Get-RimuruMetric -Step 90s } | Should -Throw -ErrorId 'E9001,*'
    }

    It 'filters by machine' {
        $null = Get-RimuruMetric -Now
        Get-RimuruMetric Tokens -Machine nobody* | Should -BeNullOrEmpty
        (Get-RimuruMetric Tokens -Machine ([Environment]::MachineName).ToUpperInvariant()).Machine | Sort-Object -Unique | Should -Be ([Environment]::MachineName)
    }

    It 'does not know an agent that there is not' {
        Get-RimuruMetric -Agent Nobody -ErrorAction SilentlyContinue -ErrorVariable wrong | Should -BeNullOrEmpty
        $wrong.FullyQualifiedErrorId | Should -BeLike 'E2002,*'
    }

    It 'keeps nothing where that is turned off' {
        $other = @{ HomePath = New-SampleHome "$TestDrive/off" }
        $env:RIMURU__METRICS__ENABLED = 'false'
        try { (Get-RimuruMetric -Now @other).Machine | Should -Be ([Environment]::MachineName) } finally { $env:RIMURU__METRICS__ENABLED = $null }
        Get-RimuruMetric @other | Should -BeNullOrEmpty
    }
}

Describe 'Register-RimuruSchedule -Task Metric' -Skip:$IsWindows {
    BeforeAll { $worker = Start-Worker }
    AfterAll { Stop-Worker $worker }

    It 'has the machine measured, by its very line' {
        $sample = New-SampleHome "$TestDrive/scheduled"
        $folder = New-Scheduler "$TestDrive/schedulers"
        $own = @{ HOME = $sample; PATH = "${folder}:$env:PATH" }
        Invoke-Session $worker @'
            (Register-RimuruSchedule -Kind Cron -Interval 5m -Task Metric -HomePath ~ -Database sqlite:~/ledger.db -PassThru).Task
            $null = Get-RimuruSession -HomePath ~ -Database sqlite:~/ledger.db -WarningAction Ignore
            @(Get-RimuruMetric -HomePath ~ -Database sqlite:~/ledger.db).Count
'@ -Environment $own | Should -Be 'Metric', 0
        $line = (Get-Content "$folder/table")[1] -replace '^(\S+ ){5}' -replace ' 2>&1 \| .*$' -replace '\\%', '%'
        $output = env -i HOME=/ PATH=/usr/bin:/bin /bin/sh -c $line
        $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
        Invoke-Session $worker '(Get-RimuruMetric Requests -Agent Codex -HomePath ~ -Database sqlite:~/ledger.db).Samples' -Environment $own | Should -Be 1
    }
}
