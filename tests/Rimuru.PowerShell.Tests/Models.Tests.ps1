# Model cmdlets against sources on the loopback interface. The prices that they serve are made up; claude-opus-4-5 is a model of samples/home.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $server = Start-ModelServer
    $env:RIMURU__SYNC__LITELLM__BASE_URL = $server.LiteLlm
    $env:RIMURU__SYNC__OPENROUTER__BASE_URL = $server.OpenRouter
    $keys = 'ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_API_KEY', 'OPENROUTER_API_KEY'
    $kept = @{}
    foreach ($key in $keys) { $kept[$key] = [Environment]::GetEnvironmentVariable($key); Set-Item "Env:$key" $null }
}
AfterAll {
    Stop-ModelServer $server
    Remove-Item Env:RIMURU__SYNC__LITELLM__BASE_URL, Env:RIMURU__SYNC__OPENROUTER__BASE_URL
    foreach ($key in $keys) { Set-Item "Env:$key" $kept[$key] }
}

Describe 'Model cmdlets' {
    BeforeAll {
        # The responses of a session of the sample once more, under other ids and another model.
        function Add-Log([string] $Model) {
            $log = Get-ChildItem -Path $PSDefaultParameterValues['*-Rimuru*:HomePath'] -Recurse -Force -Filter '*.jsonl' | Where-Object FullName -Match 'garden-log' | Select-Object -First 1
            (Get-Content -Raw $log) -replace 'claude-[a-z0-9-]+-20\d{6}', $Model -replace '"id":"msg_', '"id":"other_' | Set-Content -NoNewline (Join-Path $log.DirectoryName 'b.jsonl')
            $null = Sync-RimuruSession
        }
    }

    BeforeEach {
        $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = New-SampleHome "$TestDrive/$([guid]::NewGuid().ToString('N'))" }
        $null = Sync-RimuruSession
    }

    It 'Sync-RimuruModel tells of each source, and those without a key are skipped' {
        $results = Sync-RimuruModel
        $results | Should -BeOfType Rimuru.ModelSyncResult
        ($results | Where-Object Provider -EQ LiteLLM).Status, ($results | Where-Object Provider -EQ LiteLLM).Added | Should -Be 'Updated', 2
        ($results | Where-Object Status -EQ Skipped).Provider | Should -Be 'Anthropic', 'OpenAI', 'Google'
        ($results | Where-Object Provider -EQ OpenRouter).Rejections | Should -Be 'openrouter/auto: its price depends on the route of a request'
    }

    It 'Sync-RimuruModel -WhatIf asks, shows, and keeps nothing' {
        Add-Log acme-7
        $before = (Get-RimuruCost -WarningAction SilentlyContinue | Measure-RimuruCost).Sum
        $change = Sync-RimuruModel LiteLLM -WhatIf | Where-Object { $_ -is [Rimuru.PriceChange] }
        $change.Model, $change.OldCost | Should -Be 'acme-7', $null
        $change.NewCost | Should -BeGreaterThan 0
        $change.Reason | Should -Match '^Its price is now known \(anthropic/acme-7, LiteLLM of '
        (Get-RimuruCost -WarningAction SilentlyContinue | Measure-RimuruCost).Sum | Should -BeExactly $before
        Get-RimuruModel acme-7 -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        (Sync-RimuruModel LiteLLM -PassThru | Where-Object { $_ -is [Rimuru.PriceChange] }).NewCost | Should -Be $change.NewCost
        (Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly ($before + $change.NewCost)
    }

    It 'a source that fails is an error of its own, and the others go on' {
        $env:RIMURU__SYNC__OPENROUTER__BASE_URL = "$($server.LiteLlm)/nowhere"
        try { $results = Sync-RimuruModel OpenRouter, LiteLLM -ErrorAction SilentlyContinue -ErrorVariable failed }
        finally { $env:RIMURU__SYNC__OPENROUTER__BASE_URL = $server.OpenRouter }
        $failed.FullyQualifiedErrorId | Should -Be 'E5001,Rimuru.Commands.SyncRimuruModelCommand'
        $failed.CategoryInfo.Category | Should -Be 'ConnectionError'
        $results.Status | Should -Be 'Failed', 'Updated'
    }

    It 'Get-RimuruModel gives prices of a time and says whose they are' {
        $null = Sync-RimuruModel LiteLLM
        (Get-RimuruModel acme-7).InputPrice, (Get-RimuruModel acme-7).PriceSource | Should -Be 2, 'LiteLLM'
        (Get-RimuruModel claude-opus-4-5 -Provider anthropic -At 2026-01-01).InputPrice | Should -Be 5
        Get-RimuruModel 'claude-*' -Provider anthropic -MinimumContextWindow 1000000 | ForEach-Object ContextWindow | Sort-Object | Select-Object -First 1 | Should -BeGreaterOrEqual 1000000
        (Get-RimuruModel acme-7 -Capability thinking).Model | Should -Be 'acme-7'
        Get-RimuruModel no-such-model -ErrorAction SilentlyContinue -ErrorVariable missing
        $missing.FullyQualifiedErrorId | Should -Be 'E5006,Rimuru.Commands.GetRimuruModelCommand'
    }

    It 'Get-RimuruModel -Unpriced counts what has no price' {
        Get-RimuruModel -Unpriced | Should -BeNullOrEmpty
        Add-Log new-one
        $unpriced = Get-RimuruModel -Unpriced
        $unpriced.Model | Should -Be 'new-one'
        $unpriced.Requests | Should -BeGreaterThan 0
    }

    It 'Set-RimuruModel and Remove-RimuruModel change costs there and back' {
        $before = (Get-RimuruCost | Measure-RimuruCost).Sum
        Set-RimuruModel claude-opus-4-5 -InputPrice 1 -WhatIf | Should -BeOfType Rimuru.PriceChange
        (Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly $before
        $change = Set-RimuruModel claude-opus-4-5 -InputPrice 1 -PassThru
        $change.Records, $change.OldCost | Should -Be 5, 0.25456d
        (Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly ($before + $change.Difference)
        (Get-RimuruModel claude-opus-4-5 -Provider anthropic).PriceSource | Should -Be 'user'
        Remove-RimuruModel 'claude-*'
        (Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly $before
        Remove-RimuruModel claude-opus-4-5 -ErrorAction SilentlyContinue -ErrorVariable missing
        $missing.FullyQualifiedErrorId | Should -Be 'E5006,Rimuru.Commands.RemoveRimuruModelCommand'
    }

    It 'Set- and Remove-RimuruModel mean the day that is written, wherever that is' {
        $own = $PSDefaultParameterValues['*-Rimuru*:HomePath']
        Invoke-Fresh @"
            Import-Module `$Manifest
            foreach (`$day in [datetime]'2026-10-01', [datetime]::SpecifyKind('2026-10-01', 'Local'), [DateTimeOffset]'2026-10-01T00:00+02:00', [DateOnly]'2026-10-01', '2026-10-01') {
                Set-RimuruModel claude-opus-4-5 -InputPrice 1 -From `$day -HomePath '$own'
                Remove-RimuruModel claude-opus-4-5 -From 2026-09-30 -HomePath '$own' -ErrorAction SilentlyContinue -ErrorVariable missing
                "`$missing"
                Remove-RimuruModel claude-opus-4-5 -From `$day -HomePath '$own' -ErrorVariable missing
                `$missing.Count
            }
"@ -Environment @{ TZ = 'Europe/Berlin' } | Select-Object -Unique | Should -Be "[E5006] You have not set such a price of 'claude-opus-4-5'. Prices that you have set: claude-opus-4-5 from 2026-10-01.", 0
    }

    It 'Set-RimuruModel -From refuses a day that is read in two ways' {
        Set-RimuruModel claude-opus-4-5 -InputPrice 1 -From 1.2.2026 -ErrorAction SilentlyContinue -ErrorVariable wrong
        $wrong.FullyQualifiedErrorId | Should -Be 'E9001,Rimuru.Commands.SetRimuruModelCommand'
        (Get-RimuruModel claude-opus-4-5 -Provider anthropic).PriceSource | Should -Not -Be 'user'
    }

    It 'Set-RimuruModel takes the lines of a CSV file, and says which is wrong' {
        @'
Model,InputPrice,OutputPrice,CacheReadPrice,From,Alias
in-house-1,0.2,0.8,,2026-10-01,house
in-house-2,1,,,,
in-house-3,2,4,0.5,,
'@ | Set-Content "$TestDrive/own.csv"
        Import-Csv "$TestDrive/own.csv" | Set-RimuruModel -ErrorAction SilentlyContinue -ErrorVariable wrong
        $wrong.FullyQualifiedErrorId | Should -Be 'E9001,Rimuru.Commands.SetRimuruModelCommand'
        $wrong.TargetObject | Should -Be 'in-house-2'
        (Get-RimuruModel in-house-3).CacheReadPrice, (Get-RimuruModel house).OutputPrice | Should -Be 0.5, 0.8
        (Get-RimuruModel house).CacheReadPrice | Should -Not -Be 0
        Import-Csv "$TestDrive/own.csv" | Where-Object Model -EQ in-house-2 | Set-RimuruModel -WhatIf -ErrorAction SilentlyContinue -ErrorVariable wrong
        $wrong.FullyQualifiedErrorId | Should -Be 'E9001,Rimuru.Commands.SetRimuruModelCommand'
    }

    It 'Set-RimuruModel sets the price that is typed, and no other of the model in the pipeline' {
        Get-RimuruModel claude-opus-4-5 -Provider anthropic | Set-RimuruModel -InputPrice 1
        $null = Sync-RimuruModel LiteLLM
        $model = Get-RimuruModel claude-opus-4-5 -Provider anthropic
        $model.InputPrice, $model.OutputPrice | Should -Be 1, 20
    }

    It 'completes models and sellers that no ledger has, and own prices' {
        function Get-Completion([string] $Line) { (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | ForEach-Object CompletionText }
        $own = New-SampleHome "$TestDrive/unread"
        foreach ($line in 'Set-RimuruModel', 'Get-RimuruModel', 'Compare-RimuruModel -To', 'ConvertTo-RimuruCost') {
            $name, $parameter = $line -split ' '
            Get-Completion "$name -HomePath '$own' $parameter claude-o" | Should -Contain 'claude-opus-4-5'
        }
        Get-Completion "Get-RimuruModel -HomePath '$own' -Provider anth" | Should -Be 'anthropic'
        Get-Completion "Compare-RimuruModel -HomePath '$own' -Provider anth" | Should -Be 'anthropic'
        "$own/$LedgerFile" | Should -Not -Exist
        $own = $PSDefaultParameterValues['*-Rimuru*:HomePath']
        Set-RimuruModel claude-opus-4-5 -InputPrice 1
        Get-Completion "Remove-RimuruModel -HomePath '$own' cl" | Should -Be 'claude-opus-4-5'
    }

    It 'ConvertTo-RimuruCost refuses fewer than no tokens' {
        { ConvertTo-RimuruCost gpt-5 -InputTokens -1000 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,Rimuru.Commands.ConvertToRimuruCostCommand'
    }

    It 'ConvertTo-RimuruCost gives the cost of every record of the ledger again' {
        $usage = @(Get-RimuruUsage)
        $costs = @($usage | ConvertTo-RimuruCost)
        $costs | Should -HaveCount $usage.Count
        for ($i = 0; $i -lt $usage.Count; $i++) { $costs[$i].Cost | Should -Be $usage[$i].Cost }
        (ConvertTo-RimuruCost nobody-knows -InputTokens 5).Cost | Should -BeNullOrEmpty
        (ConvertTo-RimuruCost nobody-knows -InputTokens 5).Reason | Should -Match 'no price is known'
    }

    It 'Compare-RimuruModel says what it assumes' {
        $same = Compare-RimuruModel -Model claude-opus-4-5* -At 2026-11-22
        $same.ActualCost, $same.Cost, $same.Difference | Should -Be 0.25456d, 0.25456d, 0
        $batch = Compare-RimuruModel -Model claude-opus-4-5* -ServiceTier batch -At 2026-11-22
        $batch.Cost | Should -Be 0.12728d
        $batch.Assumptions | Should -Contain 'the terms batch for every request'
        (Compare-RimuruModel ClaudeCode -To gpt-5-mini, claude-haiku-4-5).Model | Should -Be 'gpt-5-mini', 'claude-haiku-4-5'
    }

    It 'Compare-RimuruModel adds up the same requests on both sides, and counts the others apart' {
        $all = @(Get-RimuruUsage)
        foreach ($row in Compare-RimuruModel -To gpt-5, claude-haiku-4-5 -At 2026-11-22) {
            $row.Difference | Should -BeExactly ($row.Cost - $row.ActualCost)
            $row.Requests + $row.UncomparedRequests | Should -Be ($all | Measure-Object Requests -Sum).Sum
            $row.TotalTokens + $row.UncomparedTokens | Should -Be ($all | Measure-Object TotalTokens -Sum).Sum
        }
    }

    It 'Compare-RimuruModel compares no request with itself' {
        foreach ($alone in @{}, @{ Provider = 'openai' }, @{ Model = 'claude-*' }) {
            { Compare-RimuruModel @alone } | Should -Throw '*nothing to compare with*-To*' -ErrorId 'E9001,Rimuru.Commands.CompareRimuruModelCommand'
        }
    }

    It 'Compare-RimuruModel says which model has no price, and compares the others' {
        $found = Compare-RimuruModel ClaudeCode -To gpt-5, nobody-knows, gpt-5-mini -ErrorAction SilentlyContinue -ErrorVariable missing
        $found.Model | Should -Be 'gpt-5', 'gpt-5-mini'
        $missing.FullyQualifiedErrorId | Should -Be 'E5006,Rimuru.Commands.CompareRimuruModelCommand'
        Compare-RimuruModel ClaudeCode -To nobody-knows -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'Compare-RimuruModel is about the models that come down the pipeline' {
        $opus = Get-RimuruCost -By Model | Where-Object Model -Like '*opus-4-5*'
        $compared = $opus | Compare-RimuruModel -To gpt-5
        $compared.Requests, $compared.ActualCost | Should -Be $opus.Requests, $opus.Cost
    }

    It '-CostSource shows the agents'' own figures' {
        (Get-RimuruCost -CostSource Reported -WarningAction SilentlyContinue -By Agent).Cost | Should -Be $null, $null
        (Get-RimuruCost -CostSource Auto | Measure-RimuruCost).Sum | Should -BeExactly (Get-RimuruCost | Measure-RimuruCost).Sum
        (Get-RimuruSession -CostSource Auto | Measure-RimuruCost).Sum | Should -BeExactly (Get-RimuruCost | Measure-RimuruCost).Sum
    }
}
