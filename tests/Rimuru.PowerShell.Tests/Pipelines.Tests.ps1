# What an argument or a pipeline that holds nothing means, and which objects the cmdlets take.
BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest
    # Every parameter that may be left out and would take an empty value: a name, a time or an object.
    $optional = foreach ($command in Get-Command -Module Rimuru -CommandType Cmdlet) {
        foreach ($parameter in $command.Parameters.Values) {
            if ($parameter.Name -in [Management.Automation.PSCmdlet]::CommonParameters) { continue }
            if ($parameter.Attributes | Where-Object { $_ -is [Parameter] -and $_.Mandatory }) { continue }
            if ($parameter.ParameterType -notin [string], [string[]], [psobject]) { continue }
            @{ Command = $command.Name; Parameter = $parameter.Name; Type = $parameter.ParameterType }
        }
    }
}
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = New-SampleHome "$TestDrive/home" }
    $recipes, $garden = '6f0a3c52-9d1e-4b77-8a40-2c51d7e9b013', 'c47d9e18-35b2-4f0c-9e6a-71f8a2b3d590'
}

Describe 'An empty argument' {
    It 'is an error: <Command> -<Parameter>' -ForEach $optional {
        # What a cmdlet demands besides; none of it is reached.
        $demanded = @{
            'Compare-RimuruModel' = @{ To = 'gpt-5.5' }; 'ConvertTo-RimuruCost' = @{ Model = 'gpt-5.5' }; 'Copy-RimuruStore' = @{ Destination = 'sqlite:x' }
            'Backup-RimuruStore' = @{ Path = 'x' }; 'Restore-RimuruStore' = @{ Path = 'x' }; 'Import-RimuruUsage' = @{ Path = 'x' }; 'Export-RimuruCost' = @{ Path = 'x.csv' }; 'Export-RimuruSession' = @{ Path = 'x.csv' }
            'Set-RimuruModel' = @{ Name = 'x' }; 'Set-RimuruBudget' = @{ Name = 'x' }; 'Remove-RimuruModel' = @{ Name = 'x' }; 'Register-RimuruHook' = @{ Name = 'x' }
            'Get-RimuruView' = @{ Plugin = 'x' }; 'Convert-RimuruSkill' = @{ To = 'Cursor' }; 'Install-RimuruSkill' = @{ Source = 'x' }; 'New-RimuruSkill' = @{ Name = 'x' }
        }[$Command] ?? @{}
        $demanded.Remove($Parameter)
        foreach ($nothing in $(if ($Type -eq [string[]]) { $null, '', @(), @('x', ''), @($null) } else { $null, '' })) {
            $given = $demanded + @{ $Parameter = $nothing }
            { & $Command @given -ErrorAction Stop } | Should -Throw -ErrorId '*Rimuru.Commands.*' -Because "'$nothing'"
            try { & $Command @given -ErrorAction Stop } catch { $_.FullyQualifiedErrorId | Should -Match '^(E9001|ParameterArgumentValidationError\w*|ParameterArgumentTransformationError),' }
        }
    }

    It 'names the parameter' {
        { Get-RimuruCost -SessionId $null } | Should -Throw '*-SessionId is empty*leave it out*' -ErrorId 'E9001,Rimuru.Commands.GetRimuruCostCommand'
        { Get-RimuruCost -Agent '' } | Should -Throw '*-Agent is empty*'
        { Get-RimuruCost -InputObject $null } | Should -Throw '*-InputObject is empty*'
    }
}

Describe 'A pipeline of nothing' {
    It 'gets nothing, and changes nothing: <_>' -ForEach 'Get-RimuruCost', 'Get-RimuruSession', 'Get-RimuruUsage', 'Get-RimuruDuplicate', 'Get-RimuruRunaway', 'Get-RimuruAgent', 'Get-RimuruModel',
        'Sync-RimuruSession', 'Sync-RimuruModel', 'Test-RimuruAgent', 'Compare-RimuruCost', 'Watch-RimuruSession', 'Get-RimuruBlock', 'Get-RimuruForecast', 'Show-RimuruCost' {
        foreach ($nothing in $null, @()) { $nothing | & $_ -ErrorAction Stop | Should -BeNullOrEmpty -Because "'$nothing'" }
    }

    It 'gets nothing for properties that are all empty' {
        [pscustomobject]@{ Agent = ''; SessionId = $null } | Get-RimuruCost -ErrorAction Stop | Should -BeNullOrEmpty
        [pscustomobject]@{ Agent = '' } | Get-RimuruCost -Model *opus* -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'passes over the empty properties of an object, as a CSV has them' {
        ([pscustomobject]@{ Agent = 'Codex'; Model = ''; SessionId = '' } | Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly 0.164774d
        (Get-RimuruCost -By Agent | ConvertTo-Csv | ConvertFrom-Csv | Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
    }
}

Describe 'A text from the pipeline' {
    It 'is an agent' {
        ('codex' | Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly 0.164774d
        'codex' | Get-RimuruUsage | Should -HaveCount 6
        ('Codex', 'Claude*' | Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
        (Get-RimuruCost -InputObject codex | Measure-RimuruCost).Sum | Should -BeExactly 0.164774d
        'Codx' | Get-RimuruCost -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -Be 'E2002,Rimuru.Commands.GetRimuruCostCommand'
    }

    It 'is a session for Get-RimuruSession, unless it names an agent' {
        ($garden, '6f0a3c52' | Get-RimuruSession).SessionId | Should -Be $recipes, $garden
        'codex' | Get-RimuruSession | Should -HaveCount 2
    }

    It 'is nothing where it is empty, and an error where it is no text' {
        'Codex', '', ' ' | Get-RimuruUsage -ErrorAction Stop | Should -HaveCount 6
        1 | Get-RimuruCost -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -Be 'E9001,Rimuru.Commands.GetRimuruCostCommand'
        { Get-RimuruCost -InputObject @(Get-RimuruSession) -ErrorAction Stop } | Should -Throw '*Pipe its objects*'
    }
}

Describe 'An object of ours' {
    BeforeAll {
        function Get-Far($Objects) {
            $Objects | Export-Clixml "$TestDrive/far.xml"
            Import-Clixml "$TestDrive/far.xml"
        }
        $takes = @{
            'Get-RimuruCost' = { $args[0] | Get-RimuruCost }; 'Get-RimuruUsage' = { $args[0] | Get-RimuruUsage }; 'Get-RimuruSession' = { $args[0] | Get-RimuruSession }
            'Get-RimuruDuplicate' = { $args[0] | Get-RimuruDuplicate }; 'Get-RimuruRunaway' = { $args[0] | Get-RimuruRunaway }; 'Get-RimuruAgent' = { $args[0] | Get-RimuruAgent }; 'Get-RimuruModel' = { $args[0] | Get-RimuruModel -At 2026-11-28 }
            'Compare-RimuruCost' = { $args[0] | Compare-RimuruCost -Since 2026-11-01 -Until 2026-12-01 }
            'Compare-RimuruModel' = { $args[0] | Compare-RimuruModel -To gpt-5.5 -At 2026-11-28 }
            'ConvertTo-RimuruCost' = { $args[0] | ConvertTo-RimuruCost }; 'Measure-RimuruCost' = { $args[0] | Measure-RimuruCost }
            'Measure-RimuruSession' = { $args[0] | Measure-RimuruSession -GroupBy Agent, Status }; 'Test-RimuruAgent' = { $args[0] | Test-RimuruAgent | Select-Object Agent, Status }
            'Sync-RimuruSession' = { $args[0] | Sync-RimuruSession | Select-Object Agent, FilesRead }
            'Set-RimuruModel' = { $args[0] | Set-RimuruModel -WhatIf 6> $null }; 'Remove-RimuruModel' = { $args[0] | Remove-RimuruModel -WhatIf -ErrorAction SilentlyContinue 6> $null }
        }
        $gives = @{
            Agent = { Get-RimuruAgent Codex }; Session = { Get-RimuruSession }; Usage = { Get-RimuruUsage }; Cost = { Get-RimuruCost }; CostByModel = { Get-RimuruCost -By Agent, Model }
            CostByDay = { Get-RimuruCost -By Day, Project }; Model = { Get-RimuruModel claude-opus-4-5 -At 2026-11-28 }
        }
    }

    It 'is taken by <Command> in its deserialised form too: <Kind>' -ForEach @(
        foreach ($command in 'Get-RimuruCost', 'Get-RimuruUsage', 'Get-RimuruSession', 'Get-RimuruDuplicate', 'Get-RimuruRunaway', 'Compare-RimuruCost', 'Compare-RimuruModel') {
            foreach ($kind in 'Agent', 'Session', 'Usage', 'Cost', 'CostByModel', 'CostByDay') { @{ Command = $command; Kind = $kind } }
        }
        foreach ($command in 'Get-RimuruAgent', 'Test-RimuruAgent', 'Sync-RimuruSession') { @{ Command = $command; Kind = 'Agent' } }
        foreach ($command in 'Get-RimuruModel', 'Set-RimuruModel', 'Remove-RimuruModel') { @{ Command = $command; Kind = 'Model' } }
        @{ Command = 'ConvertTo-RimuruCost'; Kind = 'Usage' }
        foreach ($kind in 'Session', 'Usage', 'Cost') { @{ Command = 'Measure-RimuruCost'; Kind = $kind } }
        @{ Command = 'Measure-RimuruSession'; Kind = 'Session' }
    ) {
        $near = @(& $gives[$Kind])
        $near | Should -Not -BeNullOrEmpty
        $far = @(Get-Far $near)
        $far[0].PSTypeNames[0] | Should -BeLike 'Deserialized.Rimuru.*'
        $wanted = & $takes[$Command] $near | ConvertTo-Json -Depth 4
        & $takes[$Command] $far -ErrorAction Stop | ConvertTo-Json -Depth 4 | Should -BeExactly $wanted
    }

    It 'comes back from a job' {
        $own = $PSDefaultParameterValues['*-Rimuru*:HomePath']
        $far = Start-Job { Import-Module $using:Manifest; Get-RimuruSession -HomePath $using:own } | Receive-Job -Wait -AutoRemoveJob
        ($far | Measure-RimuruSession).Cost | Should -BeExactly 0.440464d
        ($far | Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
    }

    It 'gives no false row where it is none' {
        1, 'x', [pscustomobject]@{ SessionId = 'x' } | Measure-RimuruSession -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -Be (@('E9001,Rimuru.Commands.MeasureRimuruSessionCommand') * 3)
        $csv = Get-RimuruSession | ConvertTo-Csv | ConvertFrom-Csv | Measure-RimuruSession
        $wanted = Get-RimuruSession | Measure-RimuruSession
        $csv.Cost, $csv.Turns, $csv.TotalTokens, $csv.Completed | Should -Be $wanted.Cost, $wanted.Turns, $wanted.TotalTokens, $wanted.Completed
    }
}

Describe 'A record of a period' {
    It 'has its start and its end: <_>' -ForEach 'Hour', 'Day', 'Week', 'Month', 'Year' {
        foreach ($record in Get-RimuruCost -By $_ -TimeZone Europe/Berlin) {
            $again = Get-RimuruCost -By $_ -TimeZone Europe/Berlin -Since $record.PeriodStart -Until $record.PeriodEnd
            $again | Should -HaveCount 1
            $again.Requests, $again.Cost | Should -Be $record.Requests, $record.Cost
            $byKey = Get-RimuruCost -By $_ -TimeZone Europe/Berlin -Since $record.$_ -Until $record.PeriodEnd
            $byKey.Requests | Should -Be $record.Requests -Because "-Since takes $($record.$_)"
        }
        (Get-RimuruCost -By Agent).PeriodStart | Should -Be $null, $null
    }

    It 'narrows what it is piped to: <_>' -ForEach 'Hour', 'Day', 'Year' {
        $records = @(Get-RimuruCost -By $_)
        ($records | Get-RimuruUsage | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
        foreach ($record in $records) {
            $usage = @($record | Get-RimuruUsage)
            ($usage | Measure-Object Requests -Sum).Sum | Should -Be $record.Requests
            $usage | Where-Object { $_.Timestamp -lt $record.PeriodStart -or $_.Timestamp -ge $record.PeriodEnd } | Should -BeNullOrEmpty
        }
        ($records | Get-RimuruSession).SessionId | Sort-Object -Unique | Should -Be ((Get-RimuruUsage).SessionId | Sort-Object -Unique)
        ($records | ConvertTo-Csv | ConvertFrom-Csv | Get-RimuruUsage | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
        (Get-RimuruCost -By $_, Session | Get-RimuruUsage | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
    }

    It 'narrows no further than to what -Since and -Until leave' {
        Get-RimuruCost -By Year | Get-RimuruUsage -Since 2026-11-16 | Should -HaveCount @(Get-RimuruUsage -Since 2026-11-16).Count
        Get-RimuruCost -By Year | Get-RimuruUsage -Since 2027-01-01 | Should -BeNullOrEmpty
    }

    It 'is refused where something else of it would be lost' {
        Get-RimuruCost -By Provider | ConvertTo-Csv | ConvertFrom-Csv | Get-RimuruSession -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure | Should -Not -BeNullOrEmpty
        (Get-RimuruCost -By Model | Where-Object Model -EQ 'gpt-5.5' | Get-RimuruSession).Agent | Sort-Object -Unique | Should -Be 'Codex'
    }
}
