-- name: points
select
    easting,
    northing,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null
    and (domestic = 0
        or (domestic is null
            and coalesce(location_type, '') not in ('own_home', 'other_home')))
group by
    easting,
    northing
order by
    easting,
    northing

-- name: coverage
select
    count(*) as records,
    count(case when easting is not null and place_precision <> 'none' then 1 end) as placed
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
